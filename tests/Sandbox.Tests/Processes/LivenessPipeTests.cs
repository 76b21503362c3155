using Ingot.Sandbox.Processes;

namespace Ingot.Sandbox.Tests.Processes;

public sealed class LivenessPipeTests
{
    [Fact]
    public async Task The_end_of_the_other_side_is_noticed_at_once()
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var pipe = new Pipe();
        LivenessPipe.Watch((int)pipe.Reading.DangerousGetHandle(), gone.SetResult);

        Assert.False(gone.Task.IsCompleted);
        pipe.Writing.Dispose();

        await gone.Task.WaitAsync(TimeSpan.FromSeconds(5));
    }
}
