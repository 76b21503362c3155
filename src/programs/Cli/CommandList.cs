using Ingot.Cli.Apps;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Diagnostics;
using Ingot.Cli.Logins;
using Ingot.Cli.Routes;

namespace Ingot.Cli;

/// <summary>Every command there is.</summary>
internal static class CommandList
{
    /// <summary>Grouped as help shows them.</summary>
    public static IReadOnlyList<(string Title, Command[] Commands)> Groups { get; } =
    [
        ("Before getting started:", [new ApiCommand(), new LoginCommand(), new AuthCommand(), new LogoutCommand(), new TargetCommand(), new HelpCommand(), new VersionCommand()]),
        ("Application lifecycle:",
        [
            new PushCommand(), new AppCommand(), new AppsCommand(), new ScaleCommand(), new StartCommand(), new StopCommand(), new RestartCommand(), new DeleteCommand(),
            new LogsCommand(), new EventsCommand(), new CreateAppManifestCommand(), new ApplyManifestCommand(),
        ]),
        ("Route and domain management:", [new MapRouteCommand(), new UnmapRouteCommand()]),
        ("Advanced:", [new CurlCommand()]),
    ];

    public static Command? Find(string name) =>
        Groups.SelectMany(group => group.Commands).FirstOrDefault(command => command.Description.Name == name || command.Description.Alias == name);
}
