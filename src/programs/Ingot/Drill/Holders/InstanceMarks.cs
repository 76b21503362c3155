using System.Text;
using Ingot.Sandbox.Processes;

namespace Ingot.Drill.Holders;

/// <summary>Reads from a process's environment which instance of the drilled process type it belongs to.</summary>
internal sealed class InstanceMarks(string processGuid)
{
    private readonly byte[] process = Encoding.UTF8.GetBytes($"\"process_id\":\"{processGuid}\"");

    /// <summary>Null when the process is none of the app's, or has ended.</summary>
    public Holder? Find(int pid)
    {
        if (ProcessTable.FindEnvironment(pid) is not { } environment || environment.AsSpan().IndexOf(process) < 0)
            return null;
        return int.TryParse(Value(environment, "CF_INSTANCE_INDEX="u8), out var index)
            ? new Holder(
                index,
                Value(environment, "CF_INSTANCE_GUID="u8),
                Value(environment, "CF_INSTANCE_ZONE="u8),
                Value(environment, "INGOT_CELL="u8)
            )
            : null;
    }

    private static string Value(ReadOnlySpan<byte> environment, ReadOnlySpan<byte> prefix)
    {
        foreach (var range in environment.Split((byte)0))
        {
            if (environment[range].StartsWith(prefix))
                return Encoding.UTF8.GetString(environment[range][prefix.Length..]);
        }
        return "";
    }
}
