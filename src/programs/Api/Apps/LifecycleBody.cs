using Ingot.Api.Http;
using Ingot.Model.Apps;
using Ingot.Model.Buildpacks;

namespace Ingot.Api.Apps;

/// <summary>How an app or a build wants to be staged.</summary>
internal sealed record LifecycleBody : Body
{
    public string? Type { get; init; }
    public LifecycleDataBody? Data { get; init; }

    /// <summary>Takes over what is given.</summary>
    public void ApplyTo(App app)
    {
        app.Buildpacks = Data?.Buildpacks is { } buildpacks ? Chosen(buildpacks) : app.Buildpacks;
        app.Stack = Data?.Stack ?? app.Stack;
    }

    /// <summary><c>default</c> and <c>null</c> are how clients ask for detection.</summary>
    public static List<string> Chosen(IEnumerable<string> buildpacks) => [.. buildpacks.Where(name => name is not ("default" or "null"))];

    protected override void Check(Faults faults)
    {
        faults.AddIf(Type is not (null or "buildpack"), $"Lifecycle type '{Type}' is not supported; it must be 'buildpack'");
        Data?.CheckAll(faults);
    }
}

internal sealed record LifecycleDataBody : Body
{
    public List<string>? Buildpacks { get; init; }
    public string? Stack { get; init; }

    protected override void Check(Faults faults)
    {
        faults.AddIf(Stack is not null && !Stacks.Known.ContainsKey(Stack), $"Stack must be an existing stack, not '{Stack}'");
        foreach (var name in LifecycleBody.Chosen(Buildpacks ?? []))
            faults.AddIf(!IsKnown(name), $"Buildpack \"{name}\" must be an existing admin buildpack or a valid git URI");
    }

    /// <summary>Whether a Git URI leads to a buildpack turns out when the app is staged.</summary>
    private static bool IsKnown(string name) =>
        SystemBuildpacks.Names.Contains(name) || Uri.TryCreate(name, UriKind.Absolute, out _);
}
