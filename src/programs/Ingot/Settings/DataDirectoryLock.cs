using System.Globalization;
using Ingot.Hosting;
using Ingot.Sandbox.Processes;
using Microsoft.Win32.SafeHandles;

namespace Ingot.Settings;

/// <summary>
/// Keeps a second platform off the data directory. The lock belongs to an open file that every process of the platform inherits, so
/// it is free only when the last of them is gone, however the first one ended.
/// </summary>
internal sealed class DataDirectoryLock : IDisposable
{
    /// <summary>Processes of a killed platform end within two seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly SafeFileHandle file;

    private DataDirectoryLock(SafeFileHandle file) => this.file = file;

    public SafeFileHandle Handle => file;

    /// <summary>The lock which this supervisor's former program took.</summary>
    public static DataDirectoryLock Take(int descriptor) => new(new SafeFileHandle(ProcessImage.Take(descriptor), ownsHandle: true));

    /// <summary>Takes the lock, waiting for the processes of a killed platform to end.</summary>
    /// <exception cref="UpException">Another platform runs on the directory, or it cannot be written.</exception>
    public static async Task<DataDirectoryLock> TakeAsync(DataDirectory data, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                var file = File.OpenHandle(data.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                File.WriteAllText(PidFile(data), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
                return new DataDirectoryLock(file);
            }
            catch (IOException) when (File.Exists(data.LockFile))
            {
                if (RunningSupervisor(data) is { } pid)
                    throw new UpException(
                        $"--data {data.Root}: another platform runs on this directory (process {pid}). Use it, stop it with `ingot down {data.Option}`, or choose another directory."
                    );
                if (time.GetElapsedTime(start) > Patience)
                    throw new UpException($"--data {data.Root}: processes of an earlier platform still use this directory.");
            }
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>Whether the last process of the platform is gone before <paramref name="patience"/> is over.</summary>
    public static async Task<bool> WaitUntilFreeAsync(DataDirectory data, TimeSpan patience, TimeProvider time)
    {
        var start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < patience)
        {
            try
            {
                File.OpenHandle(data.LockFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
                return true;
            }
            catch (IOException)
            {
                await Task.Delay(Pause, time);
            }
        }
        return false;
    }

    public void Dispose() => file.Dispose();

    /// <summary>The process that took the lock last, whether or not it lives; null when nobody ever did.</summary>
    private static int? Holder(DataDirectory data) =>
        File.Exists(PidFile(data)) && int.TryParse(File.ReadAllText(PidFile(data)), CultureInfo.InvariantCulture, out var pid) ? pid : null;

    /// <summary>The supervisor of the platform that runs on the directory.</summary>
    public static int? RunningSupervisor(DataDirectory data)
    {
        if (Holder(data) is not { } pid)
            return null;
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(pid);
            return pid != Environment.ProcessId && process.ProcessName == "ingot" ? pid : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string PidFile(DataDirectory data) => data.LockFile + ".pid";
}
