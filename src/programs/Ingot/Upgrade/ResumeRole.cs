using Ingot.Up;

namespace Ingot.Upgrade;

/// <summary>A supervisor that goes on where the former program in its process left off.</summary>
internal static class ResumeRole
{
    public const string Name = "resume";

    public static async Task<int> RunAsync()
    {
        using var interruption = new Interruption();
        await using var platform = await Platform.ResumeAsync(Handover.Read(), TimeProvider.System);
        await Task.WhenAny(interruption.Task, platform.DownAsked);
        Console.WriteLine("Stopping…");
        return 0;
    }
}
