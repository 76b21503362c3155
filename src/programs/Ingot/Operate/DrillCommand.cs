using System.CommandLine;
using System.Net;
using System.Runtime.InteropServices;
using Ingot.ApiClient.Http;
using Ingot.Cli.Logins;
using Ingot.Drill;
using Ingot.Drill.Clocks;
using Ingot.Drill.Faults;
using Ingot.Drill.Holders;
using Ingot.Drill.Report;
using Ingot.Drill.Target;
using Ingot.Drill.Traffic;
using Ingot.Hosting;
using Ingot.Protocol.Supervisor;
using Ingot.Settings;
using Spectre.Console;

namespace Ingot.Operate;

/// <summary><c>ingot drill</c>: causes faults on purpose while it measures an app, and says whether the platform kept its promises.</summary>
internal static class DrillCommand
{
    private const int Interrupted = 130;
    private const int MostRequestsPerSecond = 10_000;

    public static Command Create()
    {
        var app = new Argument<string>("APP") { Description = "Name or guid of a started app with a route." };
        var data = DataOption.Create();
        var only = new Option<string?>("--only") { Description = $"Faults to cause, separated by commas: {FaultList.Names}. Default: all." };
        var except = new Option<string?>("--except") { Description = "Faults to leave out, separated by commas." };
        var rate = new Option<int>("--requests-per-second") { Description = "Traffic during the drill.", DefaultValueFactory = _ => 500 };
        rate.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MostRequestsPerSecond)
                result.AddError($"--requests-per-second {result.GetValueOrDefault<int>()}: must be 1 to {MostRequestsPerSecond}.");
        });
        var svg = new Option<FileInfo?>("--svg") { Description = "File for a picture of answers and index holders over time." };
        var json = RunningPlatform.JsonOption();
        var command = new Command("drill", "Cause faults under an app while measuring it. Exits 1 when a promise was broken.") { app, data, only, except, rate, svg, json };
        command.SetAction(parsed =>
            RunningPlatform.AskAsync(
                parsed.GetValue(data)!,
                async supervisor =>
                {
                    try
                    {
                        var faults = FaultList.Choose(parsed.GetValue(only), parsed.GetValue(except));
                        var directory = new DataDirectory(parsed.GetValue(data)!.FullName);
                        var report = new DrillReport(AnsiConsole.Console, faults.Count, parsed.GetValue(json), parsed.GetValue(svg));
                        return await RunAsync(supervisor, directory, parsed.GetValue(app)!, faults, parsed.GetValue(rate), report);
                    }
                    catch (Exception exception) when (exception is DrillException or ApiException or UaaException or UnreachableException)
                    {
                        await Console.Error.WriteLineAsync(exception.Message);
                        return 1;
                    }
                }
            )
        );
        return command;
    }

    private static async Task<int> RunAsync(SupervisorClient supervisor, DataDirectory data, string name, IReadOnlyList<Fault> faults, int requestsPerSecond, DrillReport report)
    {
        using var interrupted = new CancellationTokenSource();
        void Interrupt(PosixSignalContext context)
        {
            context.Cancel = true;
            interrupted.Cancel();
        }
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);

        try
        {
            return await DrillAsync(supervisor, data, name, faults, requestsPerSecond, report, interrupted.Token);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            report.Say("Interrupted; the app is as it was.");
            report.End();
            return Interrupted;
        }
    }

    private static async Task<int> DrillAsync(
        SupervisorClient supervisor,
        DataDirectory data,
        string name,
        IReadOnlyList<Fault> faults,
        int requestsPerSecond,
        DrillReport report,
        CancellationToken cancellationToken
    )
    {
        var status = await supervisor.StatusAsync(cancellationToken);
        var password = new AdminPassword(data).Find() ?? throw new DrillException($"--data {data.Root}: the admin's password cannot be read; only the one who started the platform can drill it.");
        using var login = await KeptLogin.OpenAsync($"http://{status.Listen}", "admin", password, data.ClientHome, cancellationToken);
        var app = await DrilledApp.FindAsync(login.Api, name, cancellationToken);
        var clock = new DrillClock(TimeProvider.System);
        await using var watch = new HolderWatch(new InstanceMarks(app.ProcessGuid), clock);
        watch.Start();
        await using var traffic = new SteadyTraffic(new TrafficTarget(IPEndPoint.Parse(status.Listen), app.Url), requestsPerSecond, clock);
        var platform = new DrilledPlatform(supervisor, login.Api, app, watch, clock);
        report.Begin(app, requestsPerSecond);
        await foreach (var seen in new DrillRun(platform, traffic, report.Say).RunAsync(faults, cancellationToken))
            report.Add(seen);
        return report.End();
    }
}
