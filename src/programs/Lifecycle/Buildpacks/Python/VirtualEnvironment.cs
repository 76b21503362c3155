using Ingot.Lifecycle.Commands;

namespace Ingot.Lifecycle.Buildpacks.Python;

/// <summary>A Python with the app's requirements, in the buildpack's folder of deps; it works wherever the droplet is unpacked.</summary>
internal sealed class VirtualEnvironment(BuildpackContext context, Interpreter interpreter)
{
    /// <summary>Makes it and installs into it. Null on success, else why the requirements cannot be had.</summary>
    public async Task<string?> InstallAsync(Requirements requirements, CancellationToken cancellationToken)
    {
        // pip takes two seconds to install into a new environment, and one that is there already can install from outside.
        string[] withoutPip = interpreter.Pip ? ["--without-pip"] : [];
        var made = await RunAsync(interpreter.Executable, ["-m", "venv", .. withoutPip, context.Deps], cancellationToken);
        if (!made.Succeeded)
            return made.Output + made.Errors;

        var own = Path.Combine(context.Bin, "python");
        string[] pip = interpreter.Pip ? [interpreter.Executable, "-m", "pip", "--python", own] : [own, "-m", "pip"];
        var installed = await RunAsync(pip[0], [.. pip[1..], "install", .. Options(), .. What(requirements)], cancellationToken);
        if (!installed.Succeeded)
            return installed.Errors;
        MakeRelocatable();
        return null;
    }

    /// <summary>No network is the usual case on a developer's train: find that out fast.</summary>
    private IEnumerable<string> Options()
    {
        string[] options = ["--no-input", "--cache-dir", Path.Combine(context.Cache, "pip"), "--disable-pip-version-check", "--retries=0", "--timeout=5"];
        var vendor = context.App.Path("vendor");
        return Directory.Exists(vendor) ? [.. options, "--no-index", "--find-links", vendor] : options;
    }

    private IEnumerable<string> What(Requirements requirements) =>
        requirements.InstallsApp ? [context.App.Root] : requirements.Files.SelectMany(file => (string[])["-r", file]);

    /// <summary>Scripts name their interpreter by its path while staging; at run time it is the <c>python</c> on PATH.</summary>
    private void MakeRelocatable()
    {
        foreach (var file in Directory.GetFiles(context.Bin))
        {
            if (new FileInfo(file).LinkTarget is not null)
                continue;
            var name = Path.GetFileName(file);
            if (name.StartsWith("activate", StringComparison.OrdinalIgnoreCase))
                File.Delete(file);
            else if (WithoutShebang(File.ReadAllLines(file)) is { } rest)
                context.WriteProgram(name, "#!/usr/bin/env python\n" + string.Join('\n', rest) + "\n");
        }
    }

    /// <summary>pip writes <c>#!PATH</c>, or when the path is long a shell line that starts it.</summary>
    private string[]? WithoutShebang(string[] lines) =>
        lines switch
        {
            [var first, .. var rest] when first.StartsWith("#!" + context.Bin, StringComparison.Ordinal) => rest,
            ["#!/bin/sh", var second, _, .. var rest] when second.StartsWith("'''exec'", StringComparison.Ordinal) => rest,
            _ => null,
        };

    private Task<CommandOutcome> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        new Command(program, [.. arguments])
        {
            Directory = context.App.Root,
            Environment = new Dictionary<string, string?>
            {
                ["PYTHONHOME"] = null,
                ["PYTHONPATH"] = null,
                ["VIRTUAL_ENV"] = null,
            },
        }.RunHoldingErrorsAsync(context.Log, cancellationToken);
}
