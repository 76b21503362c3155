namespace Ingot.Protocol.Supervisor;

/// <summary>A cell as the supervisor sees it.</summary>
public enum CellProcessState
{
    /// <summary>Its process was started and has not answered yet.</summary>
    Starting,

    /// <summary>Its process answers.</summary>
    Running,

    /// <summary>Its process ended or was killed; what is left of its instances is being swept away.</summary>
    Sweeping,

    /// <summary>No process of it or its instances is left.</summary>
    Gone,
}

/// <summary>One cell's process.</summary>
/// <param name="Incarnation">New for every start of the process.</param>
/// <param name="Pid">0 when there is no process.</param>
/// <param name="Socket">Path of its Unix socket.</param>
/// <param name="IsLeaving">Whether another cell takes its place, to which its instances are to move.</param>
public sealed record CellProcess(string Name, string Zone, string Incarnation, CellProcessState State, int Pid, string Socket, bool IsLeaving = false);

/// <summary>One line of the supervisor's cell stream: always the whole list.</summary>
public sealed record CellProcesses(IReadOnlyList<CellProcess> Cells);

/// <summary>A process of the platform that is not a cell.</summary>
/// <param name="Pid">0 while there is no process.</param>
/// <param name="Restarts">How often it was started again since the platform came up.</param>
public sealed record RoleProcess(string Role, int Pid, int Restarts);

/// <summary>What <c>ingot status</c> shows.</summary>
/// <param name="Listen">Address and port of the front door, for clients on this machine.</param>
public sealed record PlatformStatus(
    string Version,
    string Url,
    string Listen,
    string DataDirectory,
    int SupervisorPid,
    DateTimeOffset StartedAt,
    IReadOnlyList<RoleProcess> Roles,
    IReadOnlyList<CellProcess> Cells
);
