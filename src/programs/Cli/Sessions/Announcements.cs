using System.Runtime.CompilerServices;

namespace Ingot.Cli.Sessions;

/// <summary>Says what is about to be done, where, and as whom.</summary>
internal static class Announcements
{
    /// <summary>E.g. <c>Getting orgs as me...</c></summary>
    public static void SayAs(this Session session, FormattableString doing) => session.Say(doing, " as {0}...", session.UserName);

    /// <summary>E.g. <c>Getting spaces in org o as me...</c></summary>
    public static void SayInOrganization(this Session session, FormattableString doing) =>
        session.Say(doing, " in org {0} as {1}...", session.Organization.Name, session.UserName);

    /// <summary>E.g. <c>Stopping app shop in org o / space s as me...</c></summary>
    public static void SayInSpace(this Session session, FormattableString doing) =>
        session.Say(doing, " in org {0} / space {1} as {2}...", session.Organization.Name, session.Space.Name, session.UserName);

    private static void Say(this Session session, FormattableString doing, string end, params object[] names) =>
        session.Console.Flavor(FormattableStringFactory.Create(doing.Format + Shift(end, doing.ArgumentCount, names.Length), [.. doing.GetArguments(), .. names]));

    /// <summary>Numbers the places of the end after those of the beginning.</summary>
    private static string Shift(string end, int by, int places)
    {
        for (var place = places - 1; place >= 0; place--)
            end = end.Replace($"{{{place}}}", $"{{{place + by}}}", StringComparison.Ordinal);
        return end;
    }
}
