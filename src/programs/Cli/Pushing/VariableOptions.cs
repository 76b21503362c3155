using Ingot.Cli.CommandLine;
using Ingot.Cli.Failures;
using Ingot.Manifests.Reading;

namespace Ingot.Cli.Pushing;

/// <summary>The values a command line gives for a manifest's <c>((variables))</c>.</summary>
/// <param name="Pairs">Each <c>name=value</c>.</param>
internal sealed record VariableOptions(IReadOnlyList<string> Pairs, IReadOnlyList<string> Files)
{
    public static readonly VariableOptions None = new([], []);

    public static readonly IReadOnlyList<Option> Options =
    [
        new Option("var", null, "Variable key value pair for variable substitution, (e.g., name=app1); can specify multiple times") { Check = Checks.Variable, MayRepeat = true },
        new Option("vars-file", null, "Path to a variable substitution file for manifest; can specify multiple times") { Check = Checks.ExistingPath, MayRepeat = true },
    ];

    public static VariableOptions From(ParsedArguments arguments) => new(arguments.All("var"), arguments.All("vars-file"));

    /// <summary>Files in the order given, later ones winning, single values winning over all of them.</summary>
    /// <param name="directory">Where relative paths start.</param>
    public ManifestVariables Read(string directory)
    {
        var variables = new ManifestVariables();
        foreach (var file in Files)
        {
            if (variables.AddFile(File.ReadAllText(Path.GetFullPath(file, directory))) is { } fault)
            {
                throw new CommandException($"The option --vars-file expects a valid YAML file. {file}, {fault}");
            }
        }
        foreach (var parts in Pairs.Select(pair => pair.Split('=', 2)))
        {
            variables.Add(parts[0], parts[1]);
        }
        return variables;
    }
}
