namespace Ingot.Cli.Tests.Fakes;

/// <summary>An app of the fake platform.</summary>
internal sealed class FakeApp
{
    private readonly List<FakeInstance> instances = [];
    private int born;

    public required string Name { get; init; }
    public string Guid => $"{Name}-guid";
    public string State { get; private set; } = "STOPPED";
    public int Instances { get; set; } = 1;
    public int MemoryMb { get; set; } = 1024;
    public string? Command { get; set; }
    public bool HasRoute { get; set; }

    /// <summary>Stats requests a new instance is starting for.</summary>
    public int PollsToStart { get; set; } = 2;
    public bool Crashes { get; set; }

    /// <summary>Instances stay in stats for so many requests after a stop, as they do while they end.</summary>
    public int PollsToStop { get; set; } = 2;

    public void Start()
    {
        State = "STARTED";
    }

    public void Stop()
    {
        State = "STOPPED";
        instances.ForEach(instance => instance.IsStopping = true);
    }

    /// <summary>Moves on by one step and tells what there is.</summary>
    public object Stats()
    {
        instances.RemoveAll(instance => (instance.IsStopping || instance.Index >= Instances) && instance.Polls++ >= PollsToStop);
        for (var index = 0; State == "STARTED" && index < Instances; index++)
        {
            if (!instances.Exists(instance => instance.Index == index))
            {
                instances.Add(new FakeInstance(index, $"instance-{++born}"));
            }
        }
        return new { resources = Enumerable.Range(0, Instances).Select(Row).ToList() };
    }

    private object Row(int index)
    {
        if (instances.Find(instance => instance.Index == index) is not { } instance)
        {
            return new { type = "web", index, state = "DOWN", uptime = 0 };
        }
        var state = instance.IsStopping ? "RUNNING" : instance.Polls++ < PollsToStart ? "STARTING" : Crashes ? "CRASHED" : "RUNNING";
        return new
        {
            type = "web", index, state, instance_guid = instance.Guid, uptime = 60, zone = $"z{index % 3 + 1}", mem_quota = (long)MemoryMb << 20, disk_quota = 1L << 30, log_rate_limit = -1,
            details = (string?)null,
            usage = new { cpu = 0.0123, mem = 52_428_800 + index, disk = 1536, log_rate = 0, time = "2026-01-02T03:04:05Z" },
        };
    }

    private sealed class FakeInstance(int index, string guid)
    {
        public int Index => index;
        public string Guid => guid;
        public bool IsStopping { get; set; }
        public int Polls { get; set; }
    }
}
