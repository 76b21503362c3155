using Ingot.ApiClient.Http;
using Ingot.ApiClient.Packages;
using Ingot.Model.Packages;

namespace Ingot.Cli.Pushing;

/// <summary>The files of an app the platform has from an earlier upload.</summary>
internal sealed record KnownFiles(IReadOnlyList<MatchResource> Resources)
{
    public static readonly KnownFiles None = new([]);

    public HashSet<string> Paths { get; } = [.. Resources.Select(resource => resource.Path!)];

    /// <summary>Asks for the files large enough that asking is quicker than sending.</summary>
    public static async Task<KnownFiles> FindAsync(ApiConnection api, IReadOnlyList<AppFile> files, CancellationToken cancellationToken)
    {
        var known = new List<MatchResource>();
        foreach (var some in files.Where(file => FileMatching.IsWorthwhile(file.SizeBytes)).Chunk(FileMatching.MostPerRequest))
        {
            var asked = new List<MatchResource>();
            foreach (var file in some)
            {
                asked.Add(await DescribeAsync(file, cancellationToken));
            }
            // A content is known or not, whatever the names it was asked for under.
            var contents = (await api.MatchAsync(asked, cancellationToken)).Select(match => match.Checksum).ToHashSet();
            known.AddRange(asked.Where(resource => contents.Contains(resource.Checksum)));
        }
        return new KnownFiles(known);
    }

    private static async Task<MatchResource> DescribeAsync(AppFile file, CancellationToken cancellationToken)
    {
        await using var content = new AppFileStream(file, static _ => { });
        return new MatchResource
        {
            Path = file.Path,
            Mode = Convert.ToString((int)file.Mode, 8),
            SizeInBytes = file.SizeBytes,
            Checksum = new MatchChecksum(await FileMatching.Sha1Async(content, cancellationToken)),
        };
    }
}
