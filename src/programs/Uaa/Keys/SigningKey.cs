using System.Security.Cryptography;
using Ingot.Hosting;
using Microsoft.IdentityModel.Tokens;

namespace Ingot.Uaa.Keys;

/// <summary>
/// The RSA key that signs tokens, made once and kept in the data directory. Loaded when first needed: making one takes half a second.
/// Thread-safe.
/// </summary>
internal sealed class SigningKey(DataDirectory directory) : IDisposable
{
    private const int Bits = 2048;

    private readonly Lazy<RsaSecurityKey> key = new(() => LoadOrMake(Path.Combine(directory.Keys, "token-key.pem")));

    public RsaSecurityKey Key => key.Value;

    public SigningCredentials Credentials => new(Key, SecurityAlgorithms.RsaSha256);

    /// <summary>The public half.</summary>
    public RSAParameters Public => Key.Rsa.ExportParameters(includePrivateParameters: false);

    public string PublicPem => Key.Rsa.ExportSubjectPublicKeyInfoPem();

    public void Dispose()
    {
        if (key.IsValueCreated)
            Key.Rsa.Dispose();
    }

    private static RsaSecurityKey LoadOrMake(string file)
    {
        RSA rsa;
        if (File.Exists(file))
        {
            rsa = RSA.Create();
            rsa.ImportFromPem(File.ReadAllText(file));
        }
        else
        {
            rsa = RSA.Create(Bits);
            SecretFile.Write(file, rsa.ExportPkcs8PrivateKeyPem());
        }

        var thumbprint = SHA256.HashData(rsa.ExportSubjectPublicKeyInfo());
        return new RsaSecurityKey(rsa)
        {
            KeyId = $"key-{Convert.ToHexStringLower(thumbprint.AsSpan(0, 4))}",
            // The library's shared factory would remember signers made from this key after it is disposed.
            CryptoProviderFactory = new CryptoProviderFactory(),
        };
    }
}
