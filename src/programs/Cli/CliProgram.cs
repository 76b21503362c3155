using Ingot.Cli.CommandLine;
using Ingot.Cli.Configuration;
using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli;

/// <summary>Finds the command, runs it, tells how it ended.</summary>
internal static class CliProgram
{
    private const int Interrupted = 130;

    public static async Task<int> RunAsync(IReadOnlyList<string> words, CliConsole console, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var isVerbose = words.TakeWhile(word => word == "-v").Any();
        words = [.. words.SkipWhile(word => word == "-v")];
        words = words switch
        {
            [] when isVerbose => ["version"],
            [] or ["-h" or "--help", ..] => ["help", .. words.Skip(1)],
            ["--version", ..] => ["version"],
            _ => words,
        };
        if (CommandList.Find(words[0]) is not { } command)
        {
            console.Warning($"'{words[0]}' is not a registered command. See 'cf help -a'");
            return 1;
        }
        var parser = new ArgumentParser(command.Description);
        try
        {
            var arguments = parser.Parse([.. words.Skip(1)]);
            if (parser.AsksForHelp)
            {
                console.Write(HelpText.For(command.Description));
                return 0;
            }
            var config = ConfigFile.Load(environment.Home);
            using var session = new Session(console, config, environment.Settings(isVerbose || parser.IsVerbose));
            try
            {
                await command.RunAsync(session, arguments, cancellationToken);
                return 0;
            }
            finally
            {
                config.Save();
            }
        }
        catch (ParseException fault)
        {
            console.Warning($"Incorrect Usage: {fault.Message}\n");
            console.Write(HelpText.For(command.Description));
            return 1;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (Exception failure) when (FailureText.For(failure) is { } text)
        {
            console.Warning(text);
            console.Failed();
            if (failure is CommandException { ShowsHelp: true })
            {
                console.Line();
                console.Write(HelpText.For(command.Description));
            }
            return failure is CommandException { ExitCode: var exitCode } ? exitCode : 1;
        }
    }
}
