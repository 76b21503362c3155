using Ingot.Drill.Holders;
using Ingot.Drill.Measures;
using Ingot.Drill.Traffic;
using Spectre.Console;

namespace Ingot.Tests.Drill.Support;

/// <summary>Things a drill sees, valid by default; times are seconds on its clock.</summary>
internal static class Some
{
    public static Span Span(int index = 0, string guid = "first", double from = 0, double to = 10, string zone = "z1") =>
        new(new Holder(index, guid, zone, "cell"), Seconds(from), Seconds(to));

    public static HolderHistory History(params Span[] spans) => new(spans, TimeSpan.Zero, Seconds(10));

    public static RequestResult Request(double dueAt = 1, double took = 0.01, bool isPost = false, Ending ending = Ending.Answered) =>
        new(Seconds(dueAt), Seconds(dueAt + took), isPost, IsNewConnection: false, ending);

    /// <summary>Ten seconds of one instance of one index, with a fault at the second second and all well at the fourth.</summary>
    public static Observation Observation(Harm harm = Harm.None, params RequestResult[] requests) =>
        new()
        {
            Fault = "kill-instance",
            Harm = harm,
            Instances = 1,
            From = TimeSpan.Zero,
            CausedAt = Seconds(2),
            RecoveredAt = Seconds(4),
            To = Seconds(10),
            SkewBefore = 0,
            SkewAfter = 1,
            Requests = requests,
            Holders = History(Span()),
        };

    public static IAnsiConsole Console(TextWriter text) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text), Ansi = AnsiSupport.No });

    public static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
