using Ingot.Cli.Apps;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Diagnostics;
using Ingot.Cli.Domains;
using Ingot.Cli.Labels;
using Ingot.Cli.Logins;
using Ingot.Cli.Organizations;
using Ingot.Cli.Platform;
using Ingot.Cli.Pushing;
using Ingot.Cli.Revisions;
using Ingot.Cli.Routes;
using Ingot.Cli.Spaces;
using Ingot.Cli.Users;

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
            new AppsCommand(), new AppCommand(), new CreateAppCommand(), new PushCommand(), new ScaleCommand(), new DeleteCommand(), new RenameCommand(),
            new StartCommand(), new StopCommand(), new RestartCommand(), new RestageCommand(), new RestartAppInstanceCommand(),
            new EventsCommand(), new LogsCommand(), new EnvCommand(), new SetEnvCommand(), new UnsetEnvCommand(), new GetHealthCheckCommand(), new SetHealthCheckCommand(),
            new CancelDeploymentCommand(), new ContinueDeploymentCommand(), new RevisionsCommand(), new RevisionCommand(), new RollbackCommand(), new CreateAppManifestCommand(), new ApplyManifestCommand(),
        ]),
        ("Stacks and buildpacks:", [new StacksCommand(), new StackCommand(), new BuildpacksCommand()]),
        ("Org and space management:",
        [
            new OrgsCommand(), new OrgCommand(), new CreateOrgCommand(), new DeleteOrgCommand(), new RenameOrgCommand(),
            new SpacesCommand(), new SpaceCommand(), new CreateSpaceCommand(), new DeleteSpaceCommand(), new RenameSpaceCommand(),
        ]),
        ("Route and domain management:",
        [
            new RoutesCommand(), new RouteCommand(), new CreateRouteCommand(), new CheckRouteCommand(), new MapRouteCommand(), new UnmapRouteCommand(),
            new DeleteRouteCommand(), new DeleteOrphanedRoutesCommand(),
            new DomainsCommand(), new CreatePrivateDomainCommand(), new DeletePrivateDomainCommand(), new CreateSharedDomainCommand(), new DeleteSharedDomainCommand(),
        ]),
        ("User management:",
        [
            new CreateUserCommand(), new DeleteUserCommand(), new OrgUsersCommand(), new SetOrgRoleCommand(), new UnsetOrgRoleCommand(),
            new SpaceUsersCommand(), new SetSpaceRoleCommand(), new UnsetSpaceRoleCommand(),
        ]),
        ("Metadata:", [new LabelsCommand(), new SetLabelCommand(), new UnsetLabelCommand()]),
        ("Feature flags:", [new FeatureFlagsCommand(), new FeatureFlagCommand()]),
        ("Advanced:", [new CurlCommand(), new OauthTokenCommand()]),
    ];

    public static Command? Find(string name) =>
        Groups.SelectMany(group => group.Commands).FirstOrDefault(command => command.Description.Name == name || command.Description.Alias == name);
}
