using Ingot.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ingot.Hosting.Tests;

public sealed class LoopTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly ManualTime time = new();

    [Fact]
    public async Task Many_nudges_during_a_run_make_one_more_run()
    {
        using var loop = new CountedLoop(time);
        await loop.StartAsync(CancellationToken.None);
        await loop.Began.WaitAsync();

        loop.Nudge();
        loop.Nudge();
        loop.Nudge();
        loop.MayEnd.Release(2);
        await loop.Began.WaitAsync();
        await loop.StopAsync(CancellationToken.None);

        Assert.Equal(2, loop.Runs);
    }

    [Fact]
    public async Task A_nudge_may_come_after_the_end()
    {
        var loop = new CountedLoop(time);
        await loop.StartAsync(CancellationToken.None);
        await loop.Began.WaitAsync();
        await loop.StopAsync(CancellationToken.None);
        loop.Dispose();

        loop.Nudge();

        Assert.Equal(1, loop.Runs);
    }

    private sealed class CountedLoop(TimeProvider time) : Loop(time, Period, NullLogger.Instance)
    {
        public SemaphoreSlim Began { get; } = new(0);
        public SemaphoreSlim MayEnd { get; } = new(0);
        public int Runs { get; private set; }

        protected override async Task RunAsync(CancellationToken cancellationToken)
        {
            Runs++;
            Began.Release();
            await MayEnd.WaitAsync(cancellationToken);
        }
    }
}
