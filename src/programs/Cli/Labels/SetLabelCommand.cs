using Ingot.Cli.CommandLine;
using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Labels;

/// <summary>Puts labels on something.</summary>
internal sealed class SetLabelCommand : Command
{
    public override CommandDescription Description => new("set-label", "Set a label (key-value pairs) for an API resource")
    {
        Usage = "cf set-label RESOURCE RESOURCE_NAME KEY=VALUE...",
        Examples = "cf set-label app dora env=production\ncf set-label org business pci=true public-facing=false",
        Further = LabelTarget.Types,
        Arguments = [LabelTarget.Type, LabelTarget.Name, new Argument("KEY=VALUE") { IsRest = true }],
        SeeAlso = "labels, unset-label",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        var labels = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (var word in arguments.Rest)
        {
            if (word.Split('=', 2) is not [var key, var value])
                throw new CommandException($"Metadata error: no value provided for label '{word}'");
            labels[key] = value;
        }
        await LabelTarget.ChangeAsync(session, arguments, "Setting label(s)", labels, cancellationToken);
    }
}
