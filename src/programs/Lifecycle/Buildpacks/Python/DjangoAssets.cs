using Ingot.Lifecycle.Commands;
using Ingot.Lifecycle.Failures;

namespace Ingot.Lifecycle.Buildpacks.Python;

/// <summary>Collects a Django project's static files while staging, as CF's Python buildpack does.</summary>
internal sealed class DjangoAssets(BuildpackContext context)
{
    /// <summary>Runs <c>manage.py collectstatic</c> where there is one and DISABLE_COLLECTSTATIC is not set.</summary>
    /// <exception cref="StagingFailedException">It fails, for other reasons than that the project has no static files.</exception>
    public async Task CollectAsync(CancellationToken cancellationToken)
    {
        if (!context.App.Has("manage.py") || Environment.GetEnvironmentVariable("DISABLE_COLLECTSTATIC") is { Length: > 0 } and not "0")
            return;

        var path = $"{context.Bin}:{Environment.GetEnvironmentVariable("PATH")}";
        var collected = await new Command(Path.Combine(context.Bin, "python"), "manage.py", "collectstatic", "--noinput")
        {
            Directory = context.App.Root,
            Environment = new Dictionary<string, string?> { ["PATH"] = path },
        }.RunQuietlyAsync(cancellationToken);

        // A project without django.contrib.staticfiles does not know the command, and has nothing to collect.
        if (!collected.Succeeded && collected.Errors.Contains("Unknown command", StringComparison.Ordinal))
            return;
        context.Log.Step("Running python manage.py collectstatic --noinput");
        foreach (var line in (collected.Output + collected.Errors).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            context.Log.Detail(line);
        if (!collected.Succeeded)
            throw new StagingFailedException(
                StagingExit.FinalizeFailed,
                "collectstatic failed. Set DISABLE_COLLECTSTATIC=1 in the app's environment to do without it.\nFailed to run finalize script"
            );
    }
}
