namespace Ingot.Uaa.Users;

/// <summary>Checks a name and a password.</summary>
internal sealed class SignIn(UserStore users, AdminAccount admin) : IDisposable
{
    // Hashing takes a tenth of a second of a core by design; one at a time, a flood of attempts leaves the other cores to the apps.
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>The user, or null when the name or the password is wrong, without telling which.</summary>
    public async Task<UaaUser?> CheckAsync(string username, string password, CancellationToken cancellationToken)
    {
        await admin.EnsureAsync(cancellationToken);
        var user = await users.FindByNameAsync(username, cancellationToken);
        return await MatchesAsync(user, password, cancellationToken) ? user : null;
    }

    /// <summary>The user as of now, a password given at this start included; null when there is none with this guid.</summary>
    public async Task<UaaUser?> FindAsync(string guid, CancellationToken cancellationToken)
    {
        await admin.EnsureAsync(cancellationToken);
        return await users.FindAsync(guid, cancellationToken);
    }

    /// <summary>Whether this is the user's password. A user without one takes as long and fails.</summary>
    public async Task<bool> MatchesAsync(UaaUser? user, string password, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            return PasswordHash.Matches(password, user?.PasswordHash ?? PasswordHash.OfNobody);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();
}
