using Ingot.Manifests.Reading;
using Ingot.Testing;

namespace Ingot.Manifests.Tests;

/// <summary>A folder per case: <c>manifest.yml</c> in, <c>apps.txt</c> out.</summary>
public sealed class ManifestCases
{
    private const string VariableFile = """
        name: from the file, and replaced
        count: 3
        database: {host: db.example.com, ports: [5432, 5433]}
        buildpacks: [python_buildpack, binary_buildpack]
        """;

    public static TheoryData<string> Names => [.. Directory.GetDirectories(Golden.Path("tests/Manifests.Tests/Cases")).Select(folder => Path.GetFileName(folder)).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_manifest_says_what_it_means(string name)
    {
        var folder = $"tests/Manifests.Tests/Cases/{name}";
        var variables = new ManifestVariables();
        Assert.Null(variables.AddFile(VariableFile));
        var options = new ManifestOptions { Variables = name.StartsWith("variables", StringComparison.Ordinal) ? variables.Add("name", "shop") : null };

        var manifest = Manifest.Read(File.ReadAllText(Golden.Path($"{folder}/manifest.yml")), options);

        Golden.Verify($"{folder}/apps.txt", ManifestReport.Write(manifest));
    }

    [Fact]
    public void What_is_written_reads_the_same_again()
    {
        var text = File.ReadAllText(Golden.Path("tests/Manifests.Tests/Cases/every-attribute/manifest.yml"));
        var first = Manifest.Read(text, new ManifestOptions());

        var written = ManifestWriter.Write(first.Apps);

        var second = Manifest.Read(written, new ManifestOptions { AllowAnchors = false });
        Assert.Empty(second.Errors);
        Assert.Equal(ManifestReport.Write(first with { Problems = [] }), ManifestReport.Write(second with { Problems = [] }));
        Golden.Verify("tests/Manifests.Tests/Cases/every-attribute/written.yml", written);
    }

    [Fact]
    public void Anchors_are_refused_where_they_are_not_allowed()
    {
        var text = File.ReadAllText(Golden.Path("tests/Manifests.Tests/Cases/anchors/manifest.yml"));

        var manifest = Manifest.Read(text, new ManifestOptions { AllowAnchors = false });

        var problem = Assert.Single(manifest.Errors);
        Assert.Equal("Bad request: Manifest does not support Anchors and Aliases", problem.Message);
        Assert.Equal(1, problem.Position.Line);
    }

    [Fact]
    public void A_variable_is_plain_text_when_there_are_none()
    {
        var manifest = Manifest.Read("applications: [{name: a, command: echo ((x))}]", new ManifestOptions());

        Assert.Equal("echo ((x))", Assert.Single(manifest.Apps).Web?.Command);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    public void A_command_has_a_length_a_process_takes(int length, bool isTaken)
    {
        var manifest = Manifest.Read($"applications: [{{name: a, processes: [{{type: web, command: '{new string('x', length)}'}}]}}]", new ManifestOptions());

        Assert.Equal(isTaken ? [] : ["Process \"web\": Command must be between 1 and 4096 characters"], manifest.Errors.Select(error => error.Message));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("~")]
    [InlineData("default")]
    [InlineData("")]
    public void A_bare_null_or_default_gives_the_command_back_to_the_droplet(string written)
    {
        var manifest = Manifest.Read($"applications:\n- name: a\n  command: {written}\n", new ManifestOptions());

        Assert.Empty(manifest.Errors);
        Assert.Equal("", Assert.Single(manifest.Apps).Web?.Command);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing but a comment")]
    [InlineData("[]")]
    [InlineData("- name: a")]
    [InlineData("{}")]
    [InlineData("\0")]
    [InlineData("{a: 1, a: 2}")]
    [InlineData("a: *nowhere")]
    [InlineData("applications: [{name: a, ? [x] : y}]")]
    public void Nonsense_is_an_error_and_never_an_exception(string text)
    {
        var manifest = Manifest.Read(text, new ManifestOptions());

        Assert.All(manifest.Problems, problem => Assert.True(problem.Position.Line >= 1, $"{problem}"));
        Assert.True(!manifest.IsUsable || manifest.Problems.Count > 0);
    }
}
