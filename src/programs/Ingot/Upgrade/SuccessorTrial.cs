using Ingot.Hosting;
using Ingot.Sandbox.Processes;
using Ingot.Settings;
using Ingot.Storage;
using Ingot.Storage.Migrations;
using Ingot.Supervision;

namespace Ingot.Upgrade;

/// <summary>A supervisor's successor shows in a process of its own that it starts, reads what it would be left, and knows the database.</summary>
internal static class SuccessorTrial
{
    public const string Role = "upgrade-trial";
    private const string Passed = "ready to take over";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The successor's side.</summary>
    public static async Task<int> RunAsync()
    {
        try
        {
            var options = Handover.Read().Options.Check();
            PlatformDb.Verify(new DataDirectory(options.DataDirectory).DatabaseFile);
        }
        catch (Exception exception) when (exception is DatabaseTooNewException or UpException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
        Console.WriteLine(Passed);
        return 0;
    }

    /// <summary>The present supervisor's side: why the program cannot take over, or null.</summary>
    public static async Task<string?> FindFaultAsync(string executable, Handover handover, DataDirectory data, TimeProvider time)
    {
        var log = Path.Combine(data.Logs, "upgrade.log");
        SpawnedProcess trial;
        await using (var output = new FileStream(log, FileMode.Create, FileAccess.Write, FileShare.ReadWrite))
        {
            var environment = ProcessEnvironment.Copy();
            environment[Handover.Variable] = handover.ToJson();
            try
            {
                trial = await ProcessSpawner.StartAsync(
                    new SpawnRequest
                    {
                        FileName = executable,
                        Arguments = [Role, data.Root],
                        Environment = environment,
                        Descriptors = [new(output.SafeFileHandle, 1), new(output.SafeFileHandle, 2)],
                    }
                );
            }
            catch (IOException exception)
            {
                return exception.Message;
            }
        }
        if (await Task.WhenAny(trial.Exited, Task.Delay(Patience, time)) != trial.Exited)
        {
            await trial.EndAsync(TimeSpan.Zero, time);
            return $"{executable} did not show within {Patience.TotalSeconds:0} s that it can take over.";
        }
        var lines = File.ReadLines(log).Where(line => line.Length > 0).ToList();
        if (lines is [.., Passed])
            return null;
        return $"{executable} cannot take over ({await trial.Exited}): {lines.FirstOrDefault() ?? "it says nothing."}";
    }
}
