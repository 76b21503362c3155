using System.Net;

namespace Ingot.Uaa.Tests.Users;

public sealed class AdminAccountTests : UaaTest
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>No password is given, as on most first starts.</summary>
    private protected override string? FirstPassword => null;

    private protected override bool NeedsKeyOfItsOwn => true;

    [Fact]
    public async Task The_first_start_makes_a_password_only_the_owner_can_read()
    {
        using var refused = await Host.PostTokenAsync(("grant_type", "password"), ("username", "admin"), ("password", ""));
        var password = (await File.ReadAllTextAsync(Directory.AdminPasswordFile, TestContext.Current.CancellationToken)).Trim();

        await Host.SignInAsync("admin", password);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(20, password.Length);
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Directory.AdminPasswordFile));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(Directory.Keys, "token-key.pem")));
    }

    [Fact]
    public async Task A_password_stays_until_another_is_given()
    {
        await RestartAsync(adminPassword: "given");
        await Host.SignInAsync("admin", "given");
        await RestartAsync();
        await Host.SignInAsync("admin", "given");

        await RestartAsync(adminPassword: "changed");

        await Host.SignInAsync("admin", "changed");
        using var old = await Host.PostTokenAsync(("grant_type", "password"), ("username", "admin"), ("password", "given"));
        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
    }

    [Fact]
    public async Task A_lost_password_file_means_a_new_password()
    {
        using var first = await Host.PostTokenAsync(("grant_type", "password"));
        await RestartAsync(whileStopped: () => File.Delete(Directory.AdminPasswordFile));

        using var signIn = await Host.PostTokenAsync(("grant_type", "password"), ("username", "admin"), ("password", "?"));

        await Host.SignInAsync("admin", (await File.ReadAllTextAsync(Directory.AdminPasswordFile, TestContext.Current.CancellationToken)).Trim());
    }
}
