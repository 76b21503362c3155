using System.Diagnostics;

namespace Ingot.Lifecycle.Commands;

/// <summary>One run of another program during staging.</summary>
internal sealed record Command(string Program, params string[] Arguments)
{
    public required string Directory { get; init; }

    /// <summary>Added to the environment of staging itself; null takes a variable away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Runs to the end, each line of its output going to the log as it comes.</summary>
    public Task<CommandOutcome> RunAsync(StagingLog log, CancellationToken cancellationToken) =>
        RunAsync(log.Detail, log.Detail, cancellationToken);

    /// <summary>Runs to the end; its errors are left to the caller, who may have another way.</summary>
    public Task<CommandOutcome> RunHoldingErrorsAsync(StagingLog log, CancellationToken cancellationToken) =>
        RunAsync(log.Detail, static _ => { }, cancellationToken);

    /// <summary>Runs to the end without showing anything.</summary>
    public Task<CommandOutcome> RunQuietlyAsync(CancellationToken cancellationToken) =>
        RunAsync(static _ => { }, static _ => { }, cancellationToken);

    private async Task<CommandOutcome> RunAsync(Action<string> show, Action<string> showError, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Program, Arguments)
        {
            WorkingDirectory = Directory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{Program} did not start.");
        process.StandardInput.Close();
        var errors = new CommandOutput(showError).ReadAsync(process.StandardError, cancellationToken);
        var output = await new CommandOutput(show).ReadAsync(process.StandardOutput, cancellationToken);
        var errorText = await errors;
        await process.WaitForExitAsync(cancellationToken);
        return new CommandOutcome(process.ExitCode, output, errorText);
    }
}

/// <summary>How a command ended and the last of what it printed.</summary>
internal sealed record CommandOutcome(int ExitCode, string Output, string Errors)
{
    public bool Succeeded => ExitCode == 0;
}
