using System.Security.Cryptography;

namespace Ingot.Uaa.Users;

/// <summary>Passwords as they are stored: PBKDF2 with HMAC-SHA-512, written <c>pbkdf2-sha512$ITERATIONS$SALT$HASH</c>.</summary>
internal static class PasswordHash
{
    /// <summary>OWASP "Password Storage" for this function. Older hashes keep the number written in them.</summary>
    private const int Iterations = 210_000;

    private const int SaltBytes = 16;
    private const int HashBytes = 32;
    private const string Kind = "pbkdf2-sha512";

    /// <summary>Compared with when there is no such user, so that the answer takes as long.</summary>
    public static string OfNobody { get; } = Write(Iterations, new byte[SaltBytes], new byte[HashBytes]);

    public static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return Write(Iterations, salt, Derive(password, salt, Iterations));
    }

    public static bool Matches(string password, string hash)
    {
        if (hash.Split('$') is not [Kind, var iterations, var salt, var expected])
            return false;
        var actual = Derive(password, Convert.FromBase64String(salt), int.Parse(iterations));
        return CryptographicOperations.FixedTimeEquals(actual, Convert.FromBase64String(expected));
    }

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA512, HashBytes);

    private static string Write(int iterations, byte[] salt, byte[] hash) =>
        $"{Kind}${iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}";
}
