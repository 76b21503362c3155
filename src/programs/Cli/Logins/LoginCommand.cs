using Ingot.ApiClient.Http;
using Ingot.ApiClient.Organizations;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Logins;

/// <summary>Logs a person in, asking for what was not given, and targets an organization and a space.</summary>
internal sealed class LoginCommand : Command
{
    private const int Tries = 3;

    public override CommandDescription Description => new("login", "Log user in")
    {
        Alias = "l",
        Usage = "cf login [-a API_URL] [-u USERNAME] [-p PASSWORD] [-o ORG] [-s SPACE] [--sso | --sso-passcode PASSCODE] [--origin ORIGIN]\n\n"
            + "A password on the command line can be seen by others on the machine; leave it out and it is asked for.",
        Examples = "cf login -a http://localhost:8080 -u admin\ncf login --sso\ncf login --origin ldap",
        Options =
        [
            new Option(null, 'a', "API endpoint (e.g. https://api.example.com)"),
            new Option(null, 'o', "Org"),
            new Option(null, 'p', "Password"),
            new Option(null, 's', "Space"),
            Option.Switch("skip-ssl-validation", null, "Skip verification of the API endpoint. Not recommended!"),
            Option.Switch("sso", null, "Prompt for a one-time passcode to login"),
            new Option("sso-passcode", null, "One-time passcode"),
            new Option(null, 'u', "Username"),
            new Option("origin", null, "Indicates the identity provider to be used for login"),
        ],
        SeeAlso = "api, auth, target",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        if (session.Config.UaaGrantType == "client_credentials")
            throw new CommandException("Service account currently logged in. Use 'cf logout' to log out service account and try again.");
        CheckCombinations(arguments);
        await TargetAsync(session, arguments, cancellationToken);
        session.Console.Line();
        try
        {
            await AuthenticateAsync(session, arguments, cancellationToken);
            await ChooseTargetAsync(session, arguments.Find("o"), arguments.Find("s"), cancellationToken);
        }
        finally
        {
            ShowStatus(session);
        }
    }

    private static void CheckCombinations(ParsedArguments arguments)
    {
        foreach (var (one, other) in new[] { ("sso", "origin"), ("sso-passcode", "origin"), ("sso-passcode", "sso") })
        {
            if (arguments.Has(one) && arguments.Has(other))
                throw UsageException.Combination($"--{one}", $"--{other}");
        }
    }

    private static async Task TargetAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        var known = session.Config.Target.Length > 0 ? session.Config.Target : null;
        var endpoint = arguments.Find("a") ?? known;
        if (endpoint is null)
            endpoint = session.Console.Ask("API endpoint");
        else
            session.Console.Flavor($"API endpoint: {endpoint}");
        var url = endpoint.TrimEnd('/') is var bare && bare.Contains("://", StringComparison.Ordinal) ? bare : $"https://{bare}";
        var skipCheck = arguments.Has("skip-ssl-validation") || (!arguments.Has("a") && session.Config.SslDisabled);
        await Targeting.TargetApiAsync(session, url, skipCheck, cancellationToken);
        if (Targeting.IsInsecure(url))
            session.Console.Warning(Targeting.InsecureWarning);
    }

    /// <summary>Asks for what the login server wants to know; a wrong password may be typed again twice.</summary>
    private static async Task AuthenticateAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        var console = session.Console;
        var prompts = (await session.Api.Uaa.InfoAsync(session.Config.AuthorizationEndpoint, cancellationToken)).Prompts;
        var isPasscode = arguments.Has("sso") || arguments.Has("sso-passcode");
        var secret = isPasscode ? "passcode" : "password";
        var given = arguments.Find(isPasscode ? "sso-passcode" : "p");
        var credentials = new Dictionary<string, string>();
        if (!isPasscode)
            credentials["username"] = arguments.Find("u") ?? console.Ask(Label(prompts, "username", "Email"));
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            try
            {
                credentials[secret] = given ?? console.Ask(Label(prompts, secret, "Password"), isSecret: true);
                given = null;
                console.Line();
                console.Line("Authenticating...");
                await Authentication.LogInAsync(session, credentials, "password", arguments.Find("origin"), cancellationToken);
                console.Ok();
                return;
            }
            catch (UaaException refusal)
            {
                console.Warning(FailureText.For(refusal)!);
                console.Line();
                if (refusal.Message.StartsWith("Your account has been locked", StringComparison.Ordinal))
                    break;
            }
            catch (CommandException)
            {
                // The input has ended: there is nobody to ask again.
                break;
            }
        }
        throw new CommandException("Unable to authenticate.");
    }

    private static string Label(Dictionary<string, string[]> prompts, string name, string usual) => prompts.GetValueOrDefault(name) is [_, var label, ..] ? label : usual;

    private static async Task ChooseTargetAsync(Session session, string? organization, string? space, CancellationToken cancellationToken)
    {
        var console = session.Console;
        if (organization is not null)
        {
            await Targeting.TargetOrganizationAsync(session, organization, cancellationToken);
        }
        else if (Pick(console, "org", await session.Api.OrganizationsAsync(labels: null, cancellationToken), choice => $"Organization '{choice}' not found.") is { } picked)
        {
            Targeting.TargetOrganization(session, picked);
        }
        if (session.Config.OrganizationFields is not { Guid.Length: > 0 } target)
            return;
        console.Flavor($"Targeted org {target.Name}.");
        console.Line();
        if (space is not null)
        {
            await Targeting.TargetSpaceAsync(session, space, cancellationToken);
        }
        else if (Pick(console, "space", await session.Api.SpacesAsync(target.Guid, labels: null, cancellationToken), choice => $"Space '{choice}' not found.") is { } picked)
        {
            Targeting.TargetSpace(session, picked);
        }
        if (session.Config.SpaceFields.Guid.Length > 0)
        {
            console.Flavor($"Targeted space {session.Config.SpaceFields.Name}.");
            console.Line();
        }
    }

    /// <summary>The only one, or the one chosen, or null.</summary>
    private static NamedResource? Pick(CliConsole console, string what, List<NamedResource> among, Func<string, string> unknown)
    {
        if (among.Count <= 1)
            return among.FirstOrDefault();
        var label = $"{char.ToUpperInvariant(what[0])}{what[1..]}";
        var choice = console.Choose($"Select {(what == "org" ? "an" : "a")} {what}:", label, [.. among.Select(one => one.Name)], unknown);
        return among.Find(one => one.Name == choice);
    }

    private static void ShowStatus(Session session)
    {
        var config = session.Config;
        var rows = new List<(string, string)> { ("API endpoint:", config.Target.TrimEnd('/')), ("API version:", config.ApiVersion) };
        if (session.UserName.Length == 0)
        {
            session.Console.KeyValues(rows);
            Targeting.SayNotLoggedIn(session);
            return;
        }
        rows.Add(("user:", session.UserName));
        if (config.OrganizationFields.Name.Length == 0)
        {
            session.Console.KeyValues(rows);
            session.Console.Line("No org or space targeted, use 'cf target -o ORG -s SPACE'");
            return;
        }
        rows.Add(("org:", config.OrganizationFields.Name));
        rows.Add(("space:", config.SpaceFields.Name.Length > 0 ? config.SpaceFields.Name : "No space targeted, use 'cf target -s SPACE'"));
        session.Console.KeyValues(rows);
    }
}
