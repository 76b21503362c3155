using System.Buffers.Text;
using System.Security.Cryptography;
using Ingot.Hosting;
using Ingot.Storage;
using Ingot.Uaa.Keys;
using Ingot.Uaa.Tokens;

namespace Ingot.Uaa.Users;

/// <summary>
/// The admin user, who exists from the first start on. Its password is also in a file that only the platform's user may read, because
/// <c>ingot password</c> shows it.
/// </summary>
internal sealed class AdminAccount(UserStore users, DataDirectory directory, UaaOptions options) : IDisposable
{
    private const int GeneratedBytes = 18;

    private readonly SemaphoreSlim turn = new(1, 1);
    private bool ensured;

    /// <summary>Makes sure that the admin can sign in with the password given or, without one, with the one in the file.</summary>
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

    /// <summary>Sets a new password. The file follows the database, so that a crash in between is mended by the next start.</summary>
    public async Task SetPasswordAsync(string password, CancellationToken cancellationToken)
    {
        await users.SetPasswordAsync(UaaModule.AdminUserGuid, PasswordHash.Of(password), cancellationToken);
        SecretFile.Write(directory.AdminPasswordFile, password + "\n");
    }

    public void Dispose() => turn.Dispose();

    private async Task EnsureOnceAsync(CancellationToken cancellationToken)
    {
        var kept = File.Exists(directory.AdminPasswordFile)
            ? (await File.ReadAllTextAsync(directory.AdminPasswordFile, cancellationToken)).TrimEnd('\n')
            : null;
        var password = options.AdminPassword ?? kept ?? Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(GeneratedBytes));
        var known = await users.FindAsync(UaaModule.AdminUserGuid, cancellationToken);
        if (known is null)
            await users.AddAsync(Admin(), cancellationToken);
        if (known?.PasswordHash is null || password != kept)
            await SetPasswordAsync(password, cancellationToken);
    }

    private static UaaUser Admin() =>
        new()
        {
            Guid = UaaModule.AdminUserGuid,
            Username = Seed.AdminUsername,
            Origin = UaaUser.OwnOrigin,
            Email = Seed.AdminUsername,
            GivenName = "",
            FamilyName = "",
            Scopes = [.. Scopes.OfAdmin],
        };
}
