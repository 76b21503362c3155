namespace Ingot.Reconciler.Staging;

/// <summary>Errors of builds that the reconciler itself gives: Cloud Controller's id, a dash, its text. A cell words its own.</summary>
internal static class StagingErrors
{
    public const string Unknown = "StagingError - Staging error: staging failed";
    public const string TimeExpired = "StagingTimeExpired - Staging time expired";
    public const string CellLost = "StagingError - Staging error: the cell disappeared before staging was complete";

    public static string NoRoom(string refusal) => $"InsufficientResources - {refusal}";
}
