using System.Security.Cryptography;
using Ingot.Hosting;

namespace Ingot.Uaa.Tests;

/// <summary>A test with a platform's data directory of its own and a running host on it.</summary>
public abstract class UaaTest : IAsyncLifetime
{
    internal const string Password = "correct horse";

    // Making a key takes half a second; only what tests the making of it needs one of its own.
    private static readonly Lazy<string> SharedKey = new(() =>
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportPkcs8PrivateKeyPem();
    });

    internal DataDirectory Directory { get; } = new(System.IO.Directory.CreateTempSubdirectory("ingot-uaa-").FullName);

    internal UaaHost Host { get; private set; } = null!;

    /// <summary>The admin's password as given at the first start.</summary>
    private protected virtual string? FirstPassword => Password;

    private protected virtual bool NeedsKeyOfItsOwn => false;

    public async ValueTask InitializeAsync()
    {
        Directory.Create();
        if (!NeedsKeyOfItsOwn)
            await File.WriteAllTextAsync(Path.Combine(Directory.Keys, "token-key.pem"), SharedKey.Value);
        Host = await UaaHost.StartAsync(Directory, FirstPassword);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        System.IO.Directory.Delete(Directory.Root, recursive: true);
    }

    /// <summary>Stops the host and starts another on the same data.</summary>
    internal async Task RestartAsync(string? adminPassword = null, TimeProvider? time = null, Action? whileStopped = null)
    {
        await Host.DisposeAsync();
        whileStopped?.Invoke();
        Host = await UaaHost.StartAsync(Directory, adminPassword, time);
    }

    internal async Task<string> AdminTokenAsync() => (await Host.SignInAsync("admin", Password)).GetProperty("access_token").GetString()!;
}
