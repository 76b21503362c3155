using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Buffers.Text;

namespace Ingot.Uaa.Tests.Login;

public sealed class DiscoveryTests : UaaTest
{
    [Fact]
    public async Task Clients_are_told_what_to_ask_for_and_where_to_send_it()
    {
        using var response = await Host.SendAsync(HttpMethod.Get, "/uaa/login");

        Assert.Equal(
            """{"app":{"version":"77.0.0"},"links":{"uaa":"http://localhost:8080/uaa","login":"http://localhost:8080/uaa"},"zone_name":"uaa","entityID":"http://localhost:8080/uaa","idpDefinitions":{},"prompts":{"username":["text","Email"],"password":["password","Password"]}}""",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Others_can_check_our_tokens_with_the_published_key()
    {
        var parts = (await AdminTokenAsync()).Split('.');
        using var response = await Host.SendAsync(HttpMethod.Get, "/uaa/token_keys");
        var key = (await UaaHost.JsonOfAsync(response)).GetProperty("keys")[0];

        using var rsa = RSA.Create();
        rsa.ImportFromPem(key.GetProperty("value").GetString());

        Assert.True(
            rsa.VerifyData(
                Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
                Base64Url.DecodeFromChars(parts[2]),
                HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1
            )
        );
        Assert.Equal(rsa.ExportParameters(includePrivateParameters: false).Modulus, Base64Url.DecodeFromChars(key.GetProperty("n").GetString()));
    }

    [Fact]
    public async Task Discovery_names_the_issuer_that_tokens_carry()
    {
        using var response = await Host.SendAsync(HttpMethod.Get, "/uaa/.well-known/openid-configuration");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal($"{UaaHost.Url}/uaa/oauth/token", (await UaaHost.JsonOfAsync(response)).GetProperty("issuer").GetString());
    }
}
