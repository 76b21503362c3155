using Ingot.Model.Apps;
using Ingot.Model.Deployments;
using Ingot.Model.Processes;
using Ingot.Model.Routes;
using Ingot.Storage;
using Ingot.Storage.Deployments;
using Ingot.Storage.Processes;

namespace Ingot.Simulation.Tests.Worlds;

/// <summary>
/// One app as its developer sees it. Desired state is written as the API writes it, acknowledged at once, and remembered here to see
/// whether it is kept.
/// </summary>
internal sealed class SimulatedApp(World world, string name, bool isRouted, int memoryMb)
{
    private readonly HashSet<string> bad = [];
    private string? pushed;
    private int versions;

    public string Name => name;
    public int Instances { get; private set; }
    public bool IsStarted { get; private set; }
    public bool IsRouted => isRouted;
    public bool Exists { get; private set; }

    /// <summary>Pushes a new version: as a rolling or canary deployment when the app is started, else it is started with it.</summary>
    public void Push(bool isGood, int maxInFlight, Canary? canary = null)
    {
        if (!Exists)
            Create();
        pushed = $"{name}-v{++versions}";
        if (!isGood)
            bad.Add(pushed);
        Write(async session =>
        {
            await InsertVersionAsync(session, pushed, isGood);
            if (!IsStarted)
            {
                await StartAsync(session);
                return;
            }
            if (await session.FindActiveDeploymentAsync(name) is { } active)
                await session.SupersedeAsync(active);
            await session.InsertAsync(
                new Deployment
                {
                    Guid = $"{name}-{pushed}",
                    AppGuid = name,
                    DropletGuid = "droplet",
                    MaxInFlight = maxInFlight,
                    Strategy = canary is null ? Deployment.RollingStrategy : Deployment.CanaryStrategy,
                    Canary = canary,
                    StatusChangedAt = session.Now,
                    LastHealthyAt = session.Now,
                }
            );
            await session.ExecuteAsync(
                "update processes set stable_version = coalesce(stable_version, version), version = @pushed where guid = @name",
                new { pushed, name }
            );
        });
        IsStarted = true;
    }

    /// <summary>Has a canary that waits for somebody's word do its next step.</summary>
    public void Continue()
    {
        if (world.Database.Read(session => session.FindActiveDeploymentAsync(name)) is { StatusReason: DeploymentReasons.Paused } paused)
            Write(session => session.ContinueAsync(paused));
    }

    public void Scale(int instances)
    {
        if (!Exists)
            return;
        Instances = instances;
        world.Laws.Scaled(name, instances);
        Write(session => session.ExecuteAsync("update processes set instances = @instances where guid = @name", new { instances, name }));
    }

    /// <summary>All at once, in a new version; what a deployment was about to replace is gone with it.</summary>
    public void Restart()
    {
        if (!Exists || !IsStarted)
            return;
        world.Laws.Interrupted(name);
        pushed = $"{name}-v{++versions}";
        Write(async session =>
        {
            await InsertVersionAsync(session, pushed, isGood: true);
            await StartAsync(session);
        });
    }

    /// <summary>Refused while a deployment is active, as the API does.</summary>
    public void Stop()
    {
        if (!Exists || !IsStarted || world.Database.Read(session => session.FindActiveDeploymentAsync(name)) is not null)
            return;
        world.Laws.Interrupted(name);
        IsStarted = false;
        Write(session => session.ExecuteAsync("update apps set state = @Stopped where guid = @name", new { AppStates.Stopped, name }));
    }

    public void Delete()
    {
        if (!Exists)
            return;
        world.Laws.Interrupted(name);
        (Exists, IsStarted, pushed) = (false, false, null);
        Write(async session =>
        {
            await session.DeleteAsync<App>(name);
            await session.DeleteAsync<Route>(name);
        });
    }

    /// <summary>Whether what the database wants can run at all.</summary>
    public bool IsGood(string version) => !bad.Contains(version);

    /// <summary>The version the database wants, or what of the acknowledged state it has lost.</summary>
    public (string? Version, string? Loss) Read()
    {
        var row = world.Database.Read(session => session.FindAsync<AppProcess>(name));
        var app = world.Database.Read(session => session.FindAsync<App>(name));
        if (!Exists || row is null || app is null)
            return (null, Exists ? $"app {name} is lost" : row is null ? null : $"app {name} is back");
        if (row.Instances != Instances || (app.State == AppStates.Started) != IsStarted)
        {
            var asked = $"{(IsStarted ? "started" : "stopped")} with {Instances} instances";
            return (null, $"app {name} should be {asked}, and is {app.State} with {row.Instances}");
        }
        return (IsStarted ? row.Version : null, null);
    }

    private void Create()
    {
        (Exists, Instances) = (true, Instances == 0 ? 1 : Instances);
        Write(async session =>
        {
            await session.InsertAsync(new App { Guid = name, Name = name, SpaceGuid = "space" });
            await session.InsertAsync(
                new AppProcess
                {
                    Guid = name,
                    AppGuid = name,
                    Type = AppProcess.Web,
                    Instances = Instances,
                    MemoryMb = memoryMb,
                }
            );
            if (!isRouted)
                return;
            await session.InsertAsync(new Route { Guid = name, SpaceGuid = "space", DomainGuid = "domain", Host = name });
            await session.InsertAsync(new Destination { Guid = name, RouteGuid = name, AppGuid = name });
        });
    }

    private async Task StartAsync(DbSession session)
    {
        if (await session.FindActiveDeploymentAsync(name) is { } active)
            await session.EndAsync(active, DeploymentReasons.Superseded);
        await session.ExecuteAsync("update processes set version = @pushed where guid = @name", new { pushed, name });
        await session.DeleteCrashRecordsOfAsync(name);
        await session.ExecuteAsync("update apps set state = @Started where guid = @name", new { AppStates.Started, name });
    }

    private Task InsertVersionAsync(DbSession session, string version, bool isGood) =>
        session.InsertAsync(
            new ProcessVersion
            {
                Version = version,
                ProcessGuid = name,
                DropletGuid = "droplet",
                Command = isGood ? "./app" : SimulatedInstance.BadCommand,
                MemoryMb = memoryMb,
                DiskMb = 64,
                LogRateLimit = -1,
                CreatedAt = session.Now,
            }
        );

    private void Write(Func<DbSession, Task> work)
    {
        world.Database.Write(work);
        world.Controller.Nudge();
    }
}
