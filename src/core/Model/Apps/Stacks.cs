namespace Ingot.Model.Apps;

/// <summary>The root file systems apps are built for.</summary>
public static class Stacks
{
    /// <summary>The machine's own.</summary>
    public const string Default = "ingot";

    /// <summary>What may be named, with a description. Manifests written for Cloud Foundry name its stack; it is taken for our own.</summary>
    public static IReadOnlyDictionary<string, string> Known { get; } =
        new Dictionary<string, string>
        {
            [Default] = "The root file system of the machine Ingot runs on",
            ["cflinuxfs4"] = "Accepted for manifests written for Cloud Foundry; apps get the same file system as with the stack 'ingot'",
        };
}
