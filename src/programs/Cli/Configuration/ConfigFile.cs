using System.Text.Json;
using Ingot.ApiClient.Logins;

namespace Ingot.Cli.Configuration;

/// <summary>The configuration on disk, shared with the official client; replaced whole, readable by its owner only.</summary>
internal sealed class ConfigFile : ILoginStore
{
    private readonly string directory;

    private ConfigFile(string directory, CliConfig values)
    {
        this.directory = directory;
        Values = values;
    }

    public CliConfig Values { get; private set; }

    public Login Login => new()
    {
        LoginUrl = Values.AuthorizationEndpoint,
        AccessToken = Values.AccessToken,
        RefreshToken = Values.RefreshToken,
        Client = Values.UaaOAuthClient,
        ClientSecret = Values.UaaOAuthClientSecret,
    };

    /// <summary>Who is logged in, or null.</summary>
    public AccessToken? User => Values.AccessToken.Length == 0 ? null : AccessToken.Read(Values.AccessToken);

    /// <summary>Reads the file below a home directory; without one, or with one of another version, everything is empty.</summary>
    /// <param name="home">The directory that holds <c>.cf</c>.</param>
    public static ConfigFile Load(string home)
    {
        var directory = Path.Combine(home, ".cf");
        var file = Path.Combine(directory, "config.json");
        var values = File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllBytes(file) is { Length: > 0 } bytes ? bytes : "{}"u8, ConfigJson.Default.CliConfig) : null;
        return new ConfigFile(directory, values is { ConfigVersion: CliConfig.CurrentVersion } ? values : new CliConfig());
    }

    public void Keep(string accessToken, string? refreshToken)
    {
        Values.AccessToken = accessToken;
        Values.RefreshToken = refreshToken ?? "";
        Save();
    }

    public void Reset() => Values = new CliConfig { PluginRepos = Values.PluginRepos };

    public void Save()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException();
        }
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var temporary = Path.Combine(directory, $"temp-config{Environment.ProcessId}");
        using (var stream = new FileStream(temporary, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
        {
            JsonSerializer.Serialize(stream, Values, ConfigJson.Default.CliConfig);
        }
        File.Move(temporary, Path.Combine(directory, "config.json"), overwrite: true);
    }
}
