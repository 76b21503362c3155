using System.CommandLine;
using Ingot.Settings;
using Ingot.Supervision;

namespace Ingot.Up;

/// <summary><c>ingot up</c>: starts the platform in the foreground and, given a folder, pushes the app in it.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var app = new Argument<DirectoryInfo?>("APP_DIR")
        {
            Description = "Folder of an app to push; its manifest.yml decides name and instances.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var data = DataOption.Create();
        var listen = new Option<string>("--listen")
        {
            Description = "ADDRESS:PORT of the front door.",
            DefaultValueFactory = _ => "127.0.0.1:8080",
        };
        var domain = new Option<string>("--domain") { Description = "Domain of the apps' routes.", DefaultValueFactory = _ => "localhost" };
        var url = new Option<string?>("--url") { Description = "External origin in all links, when behind another proxy." };
        var zones = new Option<string>("--zones") { Description = "Availability zones.", DefaultValueFactory = _ => "z1,z2,z3" };
        var cells = new Option<int>("--cells") { Description = "Cells per zone.", DefaultValueFactory = _ => 1 };
        var memory = new Option<string?>("--cell-memory")
        {
            Description = "Memory each cell may promise, e.g. 4G. Default: the machine's memory divided by the cells.",
        };
        var deployment = new Option<int>("--deployment-timeout")
        {
            Description = "Seconds a deployment waits for its next instance to become healthy before it is rolled back; 0: never.",
            DefaultValueFactory = _ => 300,
        };
        var password = new Option<string?>("--admin-password")
        {
            Description = "Password of `admin`; `-` reads it from standard input. Or INGOT_ADMIN_PASSWORD. Default: generated once.",
        };
        var detach = new Option<bool>("--detach") { Description = "Go on in the background once the platform is ready." };
        var command = new Command("up", "Start the platform; with APP_DIR, also push the app found there.")
        {
            app,
            data,
            listen,
            domain,
            url,
            zones,
            cells,
            memory,
            deployment,
            password,
            detach,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                try
                {
                    var raw = new RawUpOptions(
                        parsed.GetValue(app)?.FullName,
                        parsed.GetValue(data)!.FullName,
                        parsed.GetValue(listen)!,
                        parsed.GetValue(domain)!,
                        parsed.GetValue(url),
                        parsed.GetValue(zones)!,
                        parsed.GetValue(cells),
                        parsed.GetValue(memory),
                        parsed.GetValue(deployment),
                        parsed.GetValue(password) ?? Environment.GetEnvironmentVariable(ProcessEnvironment.AdminPasswordVariable),
                        parsed.GetValue(detach)
                    );
                    var options = raw.Check();
                    return options.Detach
                        ? await DetachedUp.RunAsync(options, cancellationToken)
                        : await RunAsync(options, cancellationToken);
                }
                catch (UpException exception)
                {
                    await Console.Error.WriteLineAsync(exception.Message);
                    return 1;
                }
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(UpOptions options, CancellationToken cancellationToken)
    {
        using var interruption = new Interruption();
        var result = 0;
        await using (var platform = await Platform.StartAsync(options, TimeProvider.System, cancellationToken))
        {
            Welcome.Print(options, foreground: true);
            var ended = Task.WhenAny(interruption.Task, platform.DownAsked);
            if (options.AppDirectory is { } folder)
            {
                platform.Upgrade.Obstacle = "The push of `ingot up` is under way; upgrade when it has ended.";
                using var stopPush = new CancellationTokenSource();
                var push = AppPush.RunAsync(options, folder, stopPush.Token);
                if (await Task.WhenAny(push, ended) == push)
                    result = await push;
                await stopPush.CancelAsync();
                await ((Task)push).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                platform.Upgrade.Obstacle = null;
            }
            await ended;
            Console.WriteLine("Stopping…");
        }
        return result;
    }
}
