using Ingot.Supervision;


namespace Ingot.Up;

/// <summary>A supervisor that goes on where the former program in its process left off.</summary>
internal static class ResumeRole
{
    public static async Task<int> RunAsync()
    {
        using var interruption = new Interruption();
        await using var platform = await Platform.ResumeAsync(Handover.Read(), TimeProvider.System);
        await Task.WhenAny(interruption.Task, platform.DownAsked);
        Console.WriteLine("Stopping…");
        return 0;
    }
}
