namespace Ingot.Simulation.Tests.Schedules;

/// <summary>Finds the few steps of a failing schedule that matter (delta debugging: Zeller, ddmin).</summary>
internal static class Shrinking
{
    /// <summary>The schedule without every step that it fails without.</summary>
    /// <param name="fails">Whether a schedule still fails in the same way.</param>
    public static Schedule Shrink(Schedule schedule, Func<Schedule, bool> fails)
    {
        for (var size = schedule.Steps.Count / 2; size > 0; size /= 2)
        {
            var at = 0;
            while (at < schedule.Steps.Count)
            {
                var shorter = schedule with { Steps = [.. schedule.Steps.Take(at), .. schedule.Steps.Skip(at + size)] };
                if (fails(shorter))
                    schedule = shorter;
                else
                    at += size;
            }
        }
        return schedule;
    }
}
