using Ingot.Hosting;
using Ingot.Storage;

namespace Ingot.Uaa.Users;

/// <summary>The admin user, who exists from the first start on.</summary>
internal sealed class AdminAccount(UserStore users, DataDirectory directory) : IDisposable
{
    /// <summary>The same on every platform, so that the database can be seeded before anybody signs in.</summary>
    public const string UserGuid = "0ad31700-0000-4000-8000-000000000001";

    private readonly AdminPassword kept = new(directory);
    private readonly SemaphoreSlim turn = new(1, 1);
    private bool ensured;

    /// <summary>Makes sure that the admin can sign in with the password asked for at this start or, without one, with the one there is.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref ensured))
            return;
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (!ensured)
                await EnsureOnceAsync(cancellationToken);
            Volatile.Write(ref ensured, true);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Sets a new password, and tells the file when it is stored.</summary>
    public async Task SetPasswordAsync(string password, CancellationToken cancellationToken)
    {
        await users.SetPasswordAsync(UserGuid, PasswordHash.Of(password), cancellationToken);
        kept.Keep(password);
    }

    public void Dispose() => turn.Dispose();

    private async Task EnsureOnceAsync(CancellationToken cancellationToken)
    {
        if (await users.FindAsync(UserGuid, cancellationToken) is null)
            await users.AddAsync(Admin(), cancellationToken);
        if (kept.FindAsked() is { } asked)
            await SetPasswordAsync(asked, cancellationToken);
    }

    private static UaaUser Admin() =>
        new()
        {
            Guid = UserGuid,
            Username = Seed.AdminUsername,
            Origin = UaaUser.OwnOrigin,
            Email = Seed.AdminUsername,
            GivenName = "",
            FamilyName = "",
            Scopes = [.. Scopes.OfAdmin],
        };
}
