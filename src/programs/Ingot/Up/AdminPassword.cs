using System.Security.Cryptography;
using Ingot.Hosting;

namespace Ingot.Up;

/// <summary>The password of <c>admin</c>: kept readable by the owner of the data directory alone, so that <c>ingot password</c> can show it.</summary>
internal static class AdminPassword
{
    private const int GeneratedLength = 20;
    private const string Letters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <summary>Stores <paramref name="given"/>, or keeps the present one, or generates the first.</summary>
    public static void Establish(DataDirectory data, string? given)
    {
        if (given is null && File.Exists(data.AdminPasswordFile))
            return;
        var partial = data.AdminPasswordFile + ".new";
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (var writer = new StreamWriter(partial, options))
            writer.Write(given ?? RandomNumberGenerator.GetString(Letters, GeneratedLength));
        File.Move(partial, data.AdminPasswordFile, overwrite: true);
    }

    public static string Read(DataDirectory data) => File.ReadAllText(data.AdminPasswordFile).TrimEnd('\n');
}
