using System.Net;
using Ingot.Cli.Pushing;
using Ingot.Hosting;
using Ingot.Settings;
using Spectre.Console;

namespace Ingot.Up;

/// <summary>Pushes the app of <c>ingot up APP_DIR</c> as any client would, and shows where its instances run.</summary>
internal static class AppPush
{
    /// <summary>The exit status: 0 when every instance runs. A push that fails leaves the platform up.</summary>
    public static async Task<int> RunAsync(UpOptions options, string folder, CancellationToken cancellationToken)
    {
        var data = new DataDirectory(options.DataDirectory);
        var target = new PushTarget(ApiUrl(options), "admin", new AdminPassword(data).Find()!) { ConfigHome = data.ClientHome };
        var outcome = await AppDirectory.PushAsync(target, folder, Console.Out, Console.Error, cancellationToken);
        if (outcome.Failure is { } failure)
        {
            await Console.Error.WriteLineAsync(failure);
            await Console.Error.WriteLineAsync("The push failed; the platform stays up, so that it can be looked at and pushed to again.");
            return 1;
        }
        foreach (var app in outcome.Apps)
            Print(app);
        if (!options.Detach)
            Console.WriteLine("Press Ctrl-C to stop.");
        return 0;
    }

    /// <summary>This machine may not resolve another domain than its own.</summary>
    private static string ApiUrl(UpOptions options) =>
        options.Domain == "localhost" ? options.ApiUrl : $"http://{new IPEndPoint(options.Listen.Address, options.Listen.Port)}";

    private static void Print(PushedApp app)
    {
        var table = new Table().Border(TableBorder.None).AddColumns("", "state", "zone");
        foreach (var instance in app.Instances)
            table.AddRow($"#{instance.Index}", instance.State, instance.Zone ?? "");
        Console.WriteLine();
        AnsiConsole.Write(table);
        Console.WriteLine();
        Console.WriteLine(app.Url is { } url ? $"{app.Name} answers at http://{url}" : $"{app.Name} runs; it has no route.");
    }
}
