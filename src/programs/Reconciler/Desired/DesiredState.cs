using System.Collections.Immutable;
using Ingot.Model.Deployments;
using Ingot.Model.Processes;
using Ingot.Storage;
using Ingot.Storage.Cells;

namespace Ingot.Reconciler.Desired;

/// <summary>Keeps the last snapshot of desired state, and reads it anew only when somebody says that it changed.</summary>
internal sealed class DesiredState(PlatformDb db) : IDisposable
{
    private const string ProcessesQuery = """
        select p.guid process_guid, p.type process_type, p.instances, p.version, p.stable_version, coalesce(d.max_in_flight, 1) max_in_flight, d.canary,
               p.has_spares or exists (select 1 from destinations t where t.app_guid = p.app_guid and t.process_type = p.type) has_spares, a.guid app_guid, a.name app_name,
               s.guid space_guid, s.name space_name, o.guid organization_guid, o.name organization_name
        from processes p
        join apps a on a.guid = p.app_guid
        join spaces s on s.guid = a.space_guid
        join organizations o on o.guid = s.organization_guid
        left join deployments d on d.app_guid = a.guid and d.status_value = 'ACTIVE'
        where a.state = 'STARTED' and p.version is not null
        order by p.guid
        """;

    private const string DeploymentsQuery = "select * from deployments where status_value = 'ACTIVE' order by guid";

    private const string DestinationsQuery = """
        select r.host, d.name domain, r.path, r.options, t.app_guid, t.process_type
        from destinations t
        join routes r on r.guid = t.route_guid
        join domains d on d.guid = r.domain_guid
        order by d.name, r.host, r.path, t.app_guid, t.process_type
        """;

    /// <summary>Below the number of parameters a statement may have.</summary>
    private const int VersionsPerQuery = 500;

    private readonly SemaphoreSlim loading = new(1, 1);
    private volatile DesiredSnapshot current = DesiredSnapshot.Empty;
    private int isStale = 1;
    private volatile bool isLoaded;

    /// <summary>The last snapshot, perhaps behind the database.</summary>
    public DesiredSnapshot Current => current;

    /// <summary>Whether anything has been read yet.</summary>
    public bool IsLoaded => isLoaded;

    /// <summary>Has the next <see cref="LoadAsync"/> read the database.</summary>
    public void MarkStale() => Interlocked.Exchange(ref isStale, 1);

    public async Task<DesiredSnapshot> LoadAsync(CancellationToken cancellationToken)
    {
        await loading.WaitAsync(cancellationToken);
        try
        {
            // The mark is taken before reading: what changes while we read marks it again.
            if (Interlocked.Exchange(ref isStale, 0) == 1)
            {
                try
                {
                    current = await db.ReadAsync(session => ReadAsync(session, current), cancellationToken);
                    isLoaded = true;
                }
                catch
                {
                    MarkStale();
                    throw;
                }
            }
            return current;
        }
        finally
        {
            loading.Release();
        }
    }

    public void Dispose() => loading.Dispose();

    /// <summary>Versions never change, so those already known are not read again.</summary>
    private static async Task<DesiredSnapshot> ReadAsync(DbSession session, DesiredSnapshot known)
    {
        // Before the processes: a deployment that is seen without its versions would be taken for a complete one.
        var deployments = await session.QueryAsync<Deployment>(DeploymentsQuery);
        var rows = await session.QueryAsync<ProcessRow>(ProcessesQuery);
        var versions = known
            .Processes.Values.SelectMany(run => new[] { run.Version, run.Stable })
            .OfType<ProcessVersion>()
            .DistinctBy(version => version.Version)
            .ToDictionary(version => version.Version);
        var missing = rows.SelectMany(row => new[] { row.Version, row.StableVersion })
            .OfType<string>()
            .Distinct()
            .Where(version => !versions.ContainsKey(version));
        foreach (var chunk in missing.Chunk(VersionsPerQuery))
        {
            const string Query = "select * from process_versions where version in @chunk";
            foreach (var version in await session.QueryAsync<ProcessVersion>(Query, new { chunk }))
                versions.Add(version.Version, version);
        }
        return new DesiredSnapshot
        {
            Processes = rows.Where(row => versions.ContainsKey(row.Version))
                .ToImmutableDictionary(
                    row => row.ProcessGuid,
                    row => new DesiredRun(row, versions[row.Version], versions.GetValueOrDefault(row.StableVersion ?? ""))
                ),
            Deployments = deployments,
            DrainedCells = [.. await session.DrainedCellsAsync()],
            Destinations = await session.QueryAsync<DestinationRow>(DestinationsQuery),
        };
    }
}
