using System.Runtime.InteropServices;
using Ingot.Cli;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

using var stopping = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
{
    // The first Ctrl-C lets the command end by itself; the second ends the process.
    signal.Cancel = !stopping.IsCancellationRequested;
    stopping.Cancel();
});

var isTerminal = !Console.IsOutputRedirected;
var console = new CliConsole(Console.Out, Console.Error, Console.In)
{
    IsTerminal = isTerminal && Environment.GetEnvironmentVariable("CF_COLOR") != "false",
    HasKeyboard = !Console.IsInputRedirected,
    Width = isTerminal && Console.WindowWidth > 0 ? Console.WindowWidth : int.MaxValue,
};
return await CliProgram.RunAsync(args, console, CliEnvironment.OfProcess(), stopping.Token);
