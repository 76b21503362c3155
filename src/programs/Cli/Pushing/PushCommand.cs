using Ingot.Cli.Apps;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Pushing;

/// <summary>Pushes an app or brings it up to date.</summary>
internal sealed class PushCommand : Command
{
    public override CommandDescription Description => new("push", "Push a new app or sync changes to an existing app")
    {
        Alias = "p",
        Usage = """
            cf push APP_NAME [-b BUILDPACK_NAME]
            [-c COMMAND] [-f MANIFEST_PATH | --no-manifest] [--no-start] [--no-wait] [--strategy (rolling | canary [--instance-steps PERCENTAGES]) [--max-in-flight NUMBER]] [-i NUM_INSTANCES]
            [-k DISK] [-m MEMORY] [-l LOG_RATE_LIMIT] [-p PATH] [-s STACK] [-t HEALTH_TIMEOUT] [--task]
            [-u (process | port | http)] [--no-route | --random-route]
            [--droplet PATH] [--var KEY=VALUE] [--vars-file VARS_FILE_PATH]...
            """,
        Arguments = [new Argument("APP_NAME", IsRequired: false)],
        Options =
        [
            new Option("app-start-timeout", 't', "Seconds from the start to the first healthy response of an instance") { Check = Checks.Positive },
            new Option("buildpack", 'b', "Buildpack by name or Git URL; 'default' or 'null' detects one. May be given several times") { MayRepeat = true },
            new Option("disk", 'k', "Disk limit (e.g. 256M, 1024M, 1G)"),
            new Option("docker-image", 'o', "Docker image to use; not supported, and refused"),
            new Option("docker-username", null, "Repository username; not supported, and refused"),
            new Option("droplet", null, "Path to a tgz file with a pre-staged app") { Check = Checks.ExistingPath },
            new Option("endpoint", null, "Path an HTTP health check asks for; only with --health-check-type=http"),
            new Option("health-check-type", 'u', "How instances are checked: 'port' (the default), 'process' or 'http', which needs an endpoint") { Check = Checks.HealthCheckType },
            new Option("instances", 'i', "Number of instances") { Check = Checks.Instances },
            new Option("log-rate-limit", 'l', "Log rate limit per second, in bytes (e.g. 128B, 4K, 1M). -l=-1 represents unlimited"),
            new Option("manifest", 'f', "Path to manifest") { Check = Checks.ManifestPath },
            new Option("memory", 'm', "Memory limit (e.g. 256M, 1024M, 1G)"),
            Option.Switch("no-manifest", null, "Ignore manifest file"),
            Option.Switch("no-route", null, "Do not map a route to this app"),
            Option.Switch("no-start", null, "Do not stage and start the app after pushing"),
            new Option("path", 'p', "Path to app directory or to a zip file of the contents of the app directory") { Check = Checks.ExistingPath },
            Option.Switch("random-route", null, "Create a random route for this app, unless the manifest says no-route"),
            new Option("stack", 's', "Stack to use"),
            new Option("start-command", 'c', "Startup command, set to null to reset to default start command"),
            Option.Switch("task", null, "Push an app that is used only to execute tasks. The app will be staged, but not started and will have no route assigned."),
            .. DeploymentOptions.Options,
            .. VariableOptions.Options,
        ],
        Environment = [AppLookup.StagingTimeout, AppLookup.StartupTimeout],
        SeeAlso = "app, apps, logs, scale",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var request = PushRequest.From(arguments);
        request.Check();
        if (arguments.Has("docker-image") || arguments.Has("docker-username"))
        {
            throw DockerImages.Refuse("--docker-image and --docker-username");
        }
        var plan = ManifestSource.Load(request, session.Console, session.Settings.WorkingDirectory);
        await new Pusher(session, request).PushAsync(plan, cancellationToken);
    }
}
