using System.Security.Cryptography;

namespace Ingot.Hosting;

/// <summary>
/// The password of the user <c>admin</c>, readable by the data directory's owner alone so that <c>ingot password</c> can show it. One that
/// was asked for waits in a file of its own until its hash is stored, so that file and database agree again after any crash.
/// </summary>
public sealed class AdminPassword(DataDirectory data)
{
    private const int GeneratedLength = 20;
    private const string Letters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private string AskedFile => data.AdminPasswordFile + ".asked";

    /// <summary>The one in force, or about to be; null before the first start.</summary>
    public string? Find() => FindAsked() ?? FindIn(data.AdminPasswordFile);

    /// <summary>The one whose hash is still to be stored.</summary>
    public string? FindAsked() => FindIn(AskedFile);

    /// <summary>Asks for <paramref name="given"/>, or keeps the present one, or generates the first.</summary>
    public void Ask(string? given)
    {
        if (Find() is { } present && (given is null || given == present))
            return;
        SecretFile.Write(AskedFile, given ?? RandomNumberGenerator.GetString(Letters, GeneratedLength));
    }

    /// <summary>Keeps the one whose hash is stored now.</summary>
    public void Keep(string password)
    {
        SecretFile.Write(data.AdminPasswordFile, password);
        File.Delete(AskedFile);
    }

    private static string? FindIn(string file) => File.Exists(file) ? File.ReadAllText(file).TrimEnd('\n') : null;
}
