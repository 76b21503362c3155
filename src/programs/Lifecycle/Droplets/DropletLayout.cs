namespace Ingot.Lifecycle.Droplets;

/// <summary>The folders a droplet consists of, as they lie while staging; an instance finds the same ones beside its HOME.</summary>
internal sealed record DropletLayout(string Root)
{
    /// <summary>The app; an instance's HOME and working directory.</summary>
    public string App => Path.Combine(Root, "app");

    /// <summary>One folder per buildpack; an instance's DEPS_DIR.</summary>
    public string Deps => Path.Combine(Root, "deps");

    /// <summary>Scripts sourced before the start command.</summary>
    public string ProfileD => Path.Combine(Root, "profile.d");
    public string StagingInfo => Path.Combine(Root, "staging_info.yml");

    public void Create()
    {
        foreach (var folder in (string[])["app", "deps", "profile.d", "logs", "tmp"])
            Directory.CreateDirectory(Path.Combine(Root, folder));
    }
}
