namespace Ingot.Roles;

/// <summary>Exit statuses that mean something between the platform's processes.</summary>
internal static class RoleExit
{
    public const int SupervisorGone = 1;

    /// <summary>EX_CONFIG of sysexits.h: starting again would not help; the last line on standard error says why.</summary>
    public const int CannotStart = 78;
}
