namespace Ingot.Model.Processes;

/// <summary>How often in a row an index of a process has crashed, kept so that back-off survives a restart of the controller.</summary>
public sealed class CrashRecord
{
    public required string ProcessGuid { get; set; }
    public required int Index { get; set; }

    /// <summary>The version that crashed: another one starts with a clean record.</summary>
    public required string Version { get; set; }
    public int CrashCount { get; set; }
    public DateTimeOffset LastCrashAt { get; set; }

    /// <summary>The incarnation that crashed last, so that one crash is counted once however often it is reported.</summary>
    public required string LastInstanceGuid { get; set; }
    public string? ExitDescription { get; set; }
}
