using System.Text;
using Ingot.Manifests.Apps;

namespace Ingot.Settings;

/// <summary>The options of <c>ingot up</c> as they were typed.</summary>
internal sealed record RawUpOptions(
    string? AppDirectory,
    string DataDirectory,
    string Listen,
    string Domain,
    string? Url,
    string Zones,
    int Cells,
    string? CellMemory,
    int DeploymentTimeout,
    string? AdminPassword,
    bool Detach
)
{
    private const int MinimumCellMemoryMb = 64;

    /// <summary>In bytes: SQLite opens no path of more than 512, and three paths of an instance have to fit in one page of mount options.</summary>
    private const int LongestDataDirectory = 400;

    /// <summary>Options which, checked again, mean the same platform: without an app to push and without the password.</summary>
    public static RawUpOptions Of(UpOptions options) =>
        new(
            AppDirectory: null,
            options.DataDirectory,
            options.Listen.ToString(),
            options.Domain,
            options.Url?.GetLeftPart(UriPartial.Authority),
            string.Join(',', options.Zones),
            options.CellsPerZone,
            $"{options.CellMemoryMb}M",
            (int)Math.Max(0, options.DeploymentTimeout.TotalSeconds),
            AdminPassword: null,
            options.Detach
        );

    /// <summary>The options' values.</summary>
    /// <exception cref="UpException">Some are wrong; the message names each option, its value and what is accepted.</exception>
    public UpOptions Check()
    {
        var faults = new List<string>();
        if (AppDirectory is not null && !Directory.Exists(AppDirectory))
            faults.Add($"APP_DIR {AppDirectory}: there is no such directory.");
        if (Encoding.UTF8.GetByteCount(DataDirectory) > LongestDataDirectory)
            faults.Add($"--data {DataDirectory}: the path is too long for the files within; expected at most {LongestDataDirectory} bytes.");
        if (!ListenAddress.TryParse(Listen, out var listen))
            faults.Add($"--listen {Listen}: expected ADDRESS:PORT, e.g. 127.0.0.1:8080.");
        if (Uri.CheckHostName(Domain) != UriHostNameType.Dns)
            faults.Add($"--domain {Domain}: expected a DNS name, e.g. localhost or apps.example.org.");
        Uri? url = null;
        if (Url is not null && !(Uri.TryCreate(Url, UriKind.Absolute, out url) && url.Scheme is "http" or "https" && url.AbsolutePath == "/"))
            faults.Add($"--url {Url}: expected an http or https origin without a path, e.g. https://api.example.org.");
        var zones = Zones.Split(',', StringSplitOptions.TrimEntries);
        if (zones.Distinct().Count() != zones.Length || zones.Any(zone => !IsName(zone)))
            faults.Add($"--zones {Zones}: expected different names of letters, digits and hyphens, e.g. z1,z2,z3.");
        if (Cells is < 1 or > 50)
            faults.Add($"--cells {Cells}: expected 1 to 50 cells per zone.");
        var cellMemoryMb = MachineMemoryMb() / Math.Max(1, zones.Length * Math.Max(1, Cells));
        if (CellMemory is not null)
        {
            cellMemoryMb = (int)Math.Min((Sizes.TryParse(CellMemory) ?? 0) / (1024 * 1024), int.MaxValue);
            if (cellMemoryMb < MinimumCellMemoryMb)
                faults.Add($"--cell-memory {CellMemory}: expected a size of at least {MinimumCellMemoryMb}M, e.g. 512M or 4G.");
        }
        if (DeploymentTimeout < 0)
            faults.Add($"--deployment-timeout {DeploymentTimeout}: expected seconds, or 0 to roll nothing back by itself.");
        var password = AdminPassword == "-" ? Console.In.ReadLine() : AdminPassword;
        if (password is "")
            faults.Add("--admin-password: expected a password that is not empty.");
        if (faults.Count > 0)
            throw new UpException(string.Join(Environment.NewLine, faults));
        return new UpOptions
        {
            AppDirectory = AppDirectory,
            DataDirectory = DataDirectory,
            Listen = listen,
            Domain = Domain,
            Url = url,
            Zones = zones,
            CellsPerZone = Cells,
            CellMemoryMb = cellMemoryMb,
            DeploymentTimeout = DeploymentTimeout == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(DeploymentTimeout),
            AdminPassword = password,
            Detach = Detach,
        };
    }

    private static bool IsName(string text) => text.Length is > 0 and <= 30 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');

    private static int MachineMemoryMb() => (int)Math.Min(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024), int.MaxValue);
}
