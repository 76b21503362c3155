using System.Xml.Linq;
using Ingot.Testing;

namespace Ingot.Architecture.Tests;

/// <summary>Programs reference adapters, adapters reference the core, and nothing points back up.</summary>
public sealed class ReferenceTests
{
    private static readonly string[] Shelves = ["core", "adapters", "programs"];

    [Fact]
    public void No_project_references_a_shelf_above_its_own()
    {
        var upward = References().Where(reference => Array.IndexOf(Shelves, reference.FromShelf) < Array.IndexOf(Shelves, reference.ToShelf));

        Assert.Empty(upward);
    }

    [Fact]
    public void No_program_references_another_but_Ingot_which_composes_them()
    {
        var sideways = References().Where(reference => reference is { FromShelf: "programs", ToShelf: "programs", From: not "Ingot" });

        Assert.Empty(sideways);
    }

    [Fact]
    public void Every_project_has_the_name_of_its_folder_and_is_in_the_solution()
    {
        var solution = File.ReadAllText(RepositoryRoot.Combine("Ingot.slnx"));

        Assert.All(
            Projects(),
            project =>
            {
                Assert.Equal(Path.GetFileName(Path.GetDirectoryName(project)), Path.GetFileNameWithoutExtension(project));
                Assert.Contains(Path.GetRelativePath(RepositoryRoot.Path, project), solution);
            }
        );
    }

    private static IEnumerable<string> Projects() =>
        Shelves.SelectMany(shelf => Directory.EnumerateFiles(RepositoryRoot.Combine("src", shelf), "*.csproj", SearchOption.AllDirectories));

    private static IEnumerable<Reference> References() =>
        from project in Projects()
        from reference in XDocument.Load(project).Descendants("ProjectReference")
        let target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, reference.Attribute("Include")!.Value))
        select new Reference(Shelf(project), Path.GetFileNameWithoutExtension(project), Shelf(target), Path.GetFileNameWithoutExtension(target));

    private static string Shelf(string project) => Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(project)))!;

    private sealed record Reference(string FromShelf, string From, string ToShelf, string To);
}
