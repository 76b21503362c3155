using System.Diagnostics;
using System.Text;

namespace Ingot.EndToEnd.Tests.Support;

/// <summary>What a finished command left.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>Standard output, which is returned only when the command succeeded.</summary>
    public string Succeeded()
    {
        Assert.True(ExitCode == 0, $"Exit status {ExitCode}.\n{Output}\n{Error}");
        return Output;
    }

    /// <summary>Both outputs, which are returned only when the command failed.</summary>
    public string Failed()
    {
        Assert.True(ExitCode != 0, $"It succeeded.\n{Output}\n{Error}");
        return Output + Error;
    }
}

/// <summary>Runs programs as a user's shell would.</summary>
public static class Command
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task<CommandResult> RunAsync(
        string file,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null,
        string? directory = null,
        string? input = null
    )
    {
        using var process = Process.Start(StartInfo(file, arguments, environment, directory))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (input is not null)
            await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        try
        {
            await Task.WhenAll(process.WaitForExitAsync(), output, error).WaitAsync(Patience);
        }
        catch (TimeoutException exception)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{file} {string.Join(' ', arguments)} did not end within {Patience.TotalMinutes:0} min.", exception);
        }
        return new CommandResult(process.ExitCode, await output, await error);
    }

    public static ProcessStartInfo StartInfo(
        string file,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment,
        string? directory
    )
    {
        var info = new ProcessStartInfo(file)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = directory ?? "",
        };
        foreach (var argument in arguments)
            info.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            info.Environment[name] = value;
        return info;
    }
}
