using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Labels;

/// <summary>Takes labels off something.</summary>
internal sealed class UnsetLabelCommand : Command
{
    public override CommandDescription Description => new("unset-label", "Unset a label (key-value pairs) for an API resource")
    {
        Usage = "cf unset-label RESOURCE RESOURCE_NAME KEY...",
        Examples = "cf unset-label app dora ci_signature_sha2\ncf unset-label org business pci public-facing",
        Further = LabelTarget.Types,
        Arguments = [LabelTarget.Type, LabelTarget.Name, new Argument("KEY") { IsRest = true }],
        SeeAlso = "labels, set-label",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        var labels = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (var key in arguments.Rest)
            labels[key] = null;
        await LabelTarget.ChangeAsync(session, arguments, "Removing label(s)", labels, cancellationToken);
    }
}
