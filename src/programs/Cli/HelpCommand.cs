using Ingot.Cli.CommandLine;
using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli;

/// <summary>Shows help for one command, or names them all.</summary>
internal sealed class HelpCommand : Command
{
    public override CommandDescription Description => new("help", "Show help")
    {
        Alias = "h",
        Usage = "cf help [COMMAND]",
        Arguments = [new Argument("COMMAND", IsRequired: false)],
        Options = [Option.Switch(null, 'a', "All available CLI commands")],
    };

    public override Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        if (arguments.FindArgument("COMMAND") is not { } name)
        {
            WriteAll(session.Console, withSummaries: arguments.Has("a"));
        }
        else if (CommandList.Find(name) is { } command)
        {
            session.Console.Write(HelpText.For(command.Description));
        }
        else
        {
            throw new CommandException($"'{name}' is not a registered command. See 'cf help -a'");
        }
        return Task.CompletedTask;
    }

    private static void WriteAll(CliConsole console, bool withSummaries)
    {
        console.Line($"cf version {CliVersion.Text}, Cloud Foundry command line tool");
        console.Line("Usage: cf [global options] command [arguments...] [command options]");
        foreach (var (title, commands) in CommandList.Groups)
        {
            console.Line();
            console.Line(console.Paint(title, Style.Bold));
            foreach (var command in commands.Select(command => command.Description))
            {
                var name = command.Alias is null ? command.Name : $"{command.Name},{command.Alias}";
                console.Line(withSummaries ? $"  {name.PadRight(18)}{command.Summary}" : $"  {name}");
            }
        }
        console.Line();
        console.Line(console.Paint("Global options:", Style.Bold));
        console.KeyValues(("  --help, -h", "Show help"), ("  -v", "Print API request diagnostics to stdout"));
        console.Line();
        console.Flavor($"TIP: Use '{"cf help -a"}' to see what each command does.");
    }
}
