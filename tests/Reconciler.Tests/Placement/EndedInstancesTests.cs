using Ingot.Reconciler.Tests.Support;

namespace Ingot.Reconciler.Tests.Placement;

public sealed class EndedInstancesTests
{
    /// <summary>Its order may still be repeated, and a cell that has forgotten it would start it again.</summary>
    [Fact]
    public async Task An_instance_whose_start_has_not_been_answered_is_not_forgotten()
    {
        await using var platform = await TestPlatform.StartAsync();
        var answered = new TaskCompletionSource();
        foreach (var cell in platform.Cells)
            cell.AnswersAfter = answered.Task;
        await platform.RunAsync(instances: 1);
        await platform.UntilRunningAsync(0);
        var ended = platform.Running.Single();
        var holder = platform.CellOf(ended);

        holder.Crash(ended.InstanceGuid);
        await platform.UntilRunningAsync(0);
        Assert.Empty(holder.Forgotten);
        answered.SetResult();
        await platform.WriteAsync(_ => Task.CompletedTask);

        await TestPlatform.UntilAsync(() => holder.Forgotten.Contains(ended.InstanceGuid), "it is forgotten");
    }
}
