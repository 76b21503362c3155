using System.IO.Pipes;
using Ingot.Router.Tests.Support;

namespace Ingot.Router.Tests;

public sealed class LivenessPipeTests
{
    [Fact]
    public async Task The_end_of_the_supervisor_is_noticed_at_once()
    {
        var lost = new TaskCompletionSource();
        var supervisor = new AnonymousPipeServerStream(PipeDirection.Out);
        LivenessPipe.Watch(Descriptors.Inherit((int)supervisor.ClientSafePipeHandle.DangerousGetHandle()), lost.SetResult);

        Assert.False(lost.Task.IsCompleted);
        await supervisor.DisposeAsync();

        await lost.Task.WaitAsync(TimeSpan.FromSeconds(5));
    }
}
