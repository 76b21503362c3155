using Ingot.ApiClient.Platform;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Platform;

/// <summary>Lists the file systems apps run on.</summary>
internal sealed class StacksCommand : Command
{
    public override CommandDescription Description => new("stacks", "List all stacks (a stack is a pre-built file system, including an operating system, that can run apps)")
    {
        Usage = "cf stacks",
        SeeAlso = "stack",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireLogin();
        session.SayAs($"Getting stacks");
        session.Console.Line();
        var stacks = await session.Api.StacksAsync(cancellationToken);
        if (stacks.Count == 0)
            session.Console.Line("No stacks found.");
        else
            session.Console.Table([["name", "description"], .. stacks.OrderBy(stack => stack.Name, StringComparer.OrdinalIgnoreCase).Select(stack => new[] { stack.Name, stack.Description ?? "" })]);
    }
}

/// <summary>Shows one of them.</summary>
internal sealed class StackCommand : Command
{
    public override CommandDescription Description => new("stack", "Show information for a stack (a stack is a pre-built file system, including an operating system, that can run apps)")
    {
        Usage = "cf stack STACK_NAME [--guid]",
        Arguments = [new Argument("STACK_NAME")],
        Options = [Option.Switch("guid", null, "Show the stack's guid and nothing else")],
        SeeAlso = "app, push, stacks",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireLogin();
        var name = arguments["STACK_NAME"];
        if (!arguments.Has("guid"))
        {
            session.SayAs($"Getting info for stack {name}");
            session.Console.Line();
        }
        var stack = await session.Api.FindStackAsync(name, cancellationToken) ?? throw new CommandException($"Stack '{name}' not found");
        if (arguments.Has("guid"))
            session.Console.Line(stack.Guid);
        else
            session.Console.KeyValues(("name:", stack.Name), ("description:", stack.Description ?? ""));
    }
}
