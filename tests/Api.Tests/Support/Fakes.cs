using Ingot.Model.Instances;
using Ingot.Protocol.Cells;
using Ingot.Protocol.Controller;

namespace Ingot.Api.Tests.Support;

/// <summary>Instances as the test says they are.</summary>
public sealed class FakeInstances : IInstances
{
    public List<InstanceReport> Reports { get; } = [];
    public Dictionary<string, InstanceUsage> Usage { get; } = [];
    public List<(string Process, int Index)> Restarted { get; } = [];

    public IReadOnlyList<InstanceReport> Of(string processGuid) => Reports;

    public Task<IReadOnlyDictionary<string, InstanceUsage>> UsageAsync(string processGuid, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, InstanceUsage>>(Usage);

    public Task<bool> RestartAsync(string processGuid, int index, CancellationToken cancellationToken)
    {
        if (!Reports.Exists(report => report.Index == index))
            return Task.FromResult(false);
        Restarted.Add((processGuid, index));
        return Task.FromResult(true);
    }

    public void Add(int index, InstanceState? state, string zone = "z1", string? details = null) =>
        Reports.Add(
            new InstanceReport
            {
                Index = index,
                InstanceGuid = state is null ? null : $"instance-{index}",
                State = state,
                Routable = state is null ? null : true,
                Zone = zone,
                Cell = zone + "-0",
                Address = "127.0.0.1",
                Port = 20_000 + index,
                Since = DateTimeOffset.UtcNow.AddSeconds(-90),
                Details = details,
            }
        );
}

/// <summary>Counts nudges.</summary>
public sealed class FakeReconciler : IReconciler
{
    public int Nudges { get; private set; }

    public void Nudge() => Nudges++;
}

/// <summary>Tokens that name who they are.</summary>
public sealed class FakeTokens : ITokenReader
{
    public const string Admin = "admin-token";
    public const string AdminGuid = "admin-guid";

    /// <summary>A user without any role yet.</summary>
    public const string Joe = "joe-token";
    public const string JoeGuid = "joe-guid";

    public Caller? Read(string token) =>
        token switch
        {
            Admin => new Caller(AdminGuid, "admin", new HashSet<string> { "cloud_controller.admin" }),
            Joe => new Caller(JoeGuid, "joe", new HashSet<string> { "cloud_controller.read", "cloud_controller.write" }),
            _ => null,
        };
}
