using Ingot.Benchmarks;

var benchmarks = new Dictionary<string, Func<Workbench, Task>>
{
    ["startup"] = StartupBenchmark.RunAsync,
    ["heal"] = HealBenchmark.RunAsync,
    ["failover"] = FailoverBenchmark.RunAsync,
    ["deploy"] = DeployBenchmark.RunAsync,
    ["drain"] = DrainBenchmark.RunAsync,
    ["scale"] = ScaleBenchmark.RunAsync,
    ["push"] = PushBenchmark.RunAsync,
    ["logs"] = LogsBenchmark.RunAsync,
    ["scheduling"] = static _ => SchedulingBenchmark.RunAsync(),
};

if (args.Except(benchmarks.Keys).FirstOrDefault() is { } unknown)
{
    await Console.Error.WriteLineAsync($"./bench: there is no benchmark {unknown}; there are {string.Join(", ", benchmarks.Keys)}.");
    return 2;
}

var workbench = Workbench.FromEnvironment();
foreach (var name in args.Length == 0 ? [.. benchmarks.Keys] : args)
    await benchmarks[name](workbench);
return 0;
