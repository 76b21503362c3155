using Ingot.ApiClient.Http;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Labels;

/// <summary>Shows the labels of something.</summary>
internal sealed class LabelsCommand : Command
{
    public override CommandDescription Description => new("labels", "List all labels (key-value pairs) for an API resource")
    {
        Usage = "cf labels RESOURCE RESOURCE_NAME",
        Examples = "cf labels app dora\ncf labels org business",
        Further = LabelTarget.Types,
        Arguments = [LabelTarget.Type, LabelTarget.Name],
        SeeAlso = "set-label, unset-label",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        var (type, name) = (arguments["RESOURCE"].ToLowerInvariant(), arguments["RESOURCE_NAME"]);
        LabelTarget.Announce(session, "Getting labels", type, name);
        if (type is "org" or "domain")
            session.Console.Line();
        var labels = await session.Api.LabelsAsync(await LabelTarget.PathAsync(session, type, name, cancellationToken), cancellationToken);
        session.Console.Line();
        if (labels.Count == 0)
            session.Console.Line("No labels found.");
        else
            session.Console.Table([["key", "value"], .. labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => new[] { label.Key, label.Value ?? "" })]);
    }
}
