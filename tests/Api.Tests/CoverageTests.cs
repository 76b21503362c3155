using System.Text.RegularExpressions;
using Ingot.Api.Roots;
using Ingot.Api.Tests.Support;
using Ingot.Testing;

namespace Ingot.Api.Tests;

/// <summary>Keeps docs/api-coverage.md true.</summary>
public sealed partial class CoverageTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public void The_page_lists_every_endpoint_there_is_and_no_other()
    {
        var listed = Listed().Order(StringComparer.Ordinal);

        Assert.Equal(api.Endpoints, listed);
    }

    [Fact]
    public void The_page_names_the_version_the_root_advertises()
    {
        Assert.Contains($"`{RootEndpoints.ApiVersion}`", Page(), StringComparison.Ordinal);
    }

    /// <summary>Entries such as <c>GET POST `/v3/apps`</c>; those of the UAA and the log cache are other modules' and begin otherwise.</summary>
    private static IEnumerable<string> Listed() =>
        from entry in Entry().Matches(Page())
        from method in entry.Groups["methods"].Value.Split(' ')
        select $"{method} {entry.Groups["path"].Value}";

    private static string Page() => File.ReadAllText(RepositoryRoot.Combine("docs", "api-coverage.md"));

    [GeneratedRegex(@"(?<methods>(GET|POST|PATCH|DELETE)( (GET|POST|PATCH|DELETE))*) `(?<path>/(v[23][^`]*)?)`")]
    private static partial Regex Entry();
}
