using System.CommandLine;
using Ingot.Hosting;
using Ingot.Protocol.Controller;

namespace Ingot.Operate;

/// <summary><c>ingot cell drain</c> and <c>ingot zone drain</c>: move every instance elsewhere without failing a request.</summary>
internal static class DrainCommand
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(50);

    public static Command Create(CellChoice choice) =>
        choice.Command(
            "drain",
            $"Move every instance of the {choice.Noun} elsewhere, failing no request. It gets no new ones until it is restored. Ctrl-C ends the watching only.",
            async (_, name, cells, cancellationToken) =>
            {
                using var controller = new DrainClient(DataDirectory.ControllerSocket);
                await Patiently.AskAsync(() => controller.OrderAsync(new DrainOrder(cells, Drain: true), cancellationToken), cancellationToken);
                try
                {
                    return await WatchAsync(controller, $"{choice.Noun} {name}", choice, name, cells, cancellationToken);
                }
                catch (OperationCanceledException)
                {
                    await Console.Error.WriteLineAsync($"The drain goes on. `ingot {choice.Noun} restore {name}` takes it back.");
                    return 1;
                }
            }
        );

    private static async Task<int> WatchAsync(
        DrainClient controller,
        string what,
        CellChoice choice,
        string name,
        IReadOnlyList<string> cells,
        CancellationToken cancellationToken
    )
    {
        var said = "";
        while (true)
        {
            var reports = await Patiently.AskAsync(() => controller.ReportAsync(cancellationToken), cancellationToken);
            var own = reports.Where(report => cells.Contains(report.Cell)).ToList();
            if (own.Count < cells.Count)
            {
                await Console.Error.WriteLineAsync($"Somebody has restored {what} meanwhile.");
                return 1;
            }
            if (own.TrueForAll(report => report.Left == 0))
            {
                Console.WriteLine($"{what} is drained; `ingot {choice.Noun} restore {name}` lets it take instances again.");
                return 0;
            }
            if (own.TrueForAll(report => report.Left is not null))
                Say($"{what}: {own.Sum(report => report.Left)} left{Reason(own)}");
            await Task.Delay(LookAgainAfter, cancellationToken);
        }

        void Say(string line)
        {
            if (line != said)
                Console.WriteLine(said = line);
        }
    }

    private static string Reason(List<DrainReport> reports) =>
        reports.Select(report => report.Waiting).FirstOrDefault(waiting => waiting is not null) is { } reason ? $", waiting: {reason}" : "";
}
