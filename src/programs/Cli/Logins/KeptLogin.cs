using Ingot.ApiClient.Http;
using Ingot.Cli.Configuration;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Logins;

/// <summary>A login kept in a folder of its own, for those commands of <c>ingot</c> that are clients of the API.</summary>
public sealed class KeptLogin : IDisposable
{
    private readonly Session session;

    private KeptLogin(Session session)
    {
        this.session = session;
    }

    /// <summary>The connection, with the login's tokens.</summary>
    public ApiConnection Api => session.Api;

    /// <param name="home">Where the login is kept; never the user's own <c>~/.cf</c>.</param>
    public static async Task<KeptLogin> OpenAsync(string apiUrl, string user, string password, string home, CancellationToken cancellationToken)
    {
        var console = new CliConsole(TextWriter.Null, Console.Error, TextReader.Null);
        var session = new Session(console, ConfigFile.Load(home), CliEnvironment.OfProcess().Settings(isVerbose: false));
        await Targeting.TargetApiAsync(session, apiUrl, skipCertificateCheck: false, cancellationToken);
        await Authentication.LogInAsync(session, user, password, isClient: false, origin: null, cancellationToken);
        session.File.Save();
        return new KeptLogin(session);
    }

    public void Dispose() => session.Dispose();
}
