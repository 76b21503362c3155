using System.Net;
using System.Net.Http.Headers;
using Ingot.Api.Tests.Support;

namespace Ingot.Api.Tests.Http;

public sealed class BodySizeTests(TestApi api) : IClassFixture<TestApi>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_manifest_that_is_too_large_is_told_the_limit_and_its_size()
    {
        var answer = await PostAsync($"/v3/spaces/{await api.SpaceAsync()}/actions/apply_manifest", "application/x-yaml", 2 << 20);

        Assert.Equal("The request body is larger than 1 MB, the most a manifest may have; it has 2 MB", answer.Detail);
    }

    [Fact]
    public async Task A_JSON_body_that_is_too_large_is_told_the_limit_and_its_size()
    {
        var answer = await PostAsync("/v3/apps", "application/json", 30_000_001);

        Assert.Equal("The request body is larger than 30000000 bytes, the most it may have; it has 30000001 bytes", answer.Detail);
    }

    [Fact]
    public async Task An_upload_that_is_too_large_is_told_the_limit_and_its_size()
    {
        var package = await api.PackageAsync(await api.AppAsync("too-large"));

        var answer = await PostAsync($"/v3/packages/{package}/upload", "multipart/form-data; boundary=x", 3L << 30);

        Assert.Equal("The request body is larger than 2048 MB, the most it may have; it has 3072 MB", answer.Detail);
    }

    /// <summary>Announces a body, and sends it when the server wants it.</summary>
    private async Task<Answer> PostAsync(string path, string type, long bytes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new Spaces(bytes) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        request.Headers.ExpectContinue = true;
        using var response = await api.Client.SendAsync(request, Token);
        var answer = await Answer.OfAsync(response);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, 1004), (answer.Status, answer.Code));
        return answer;
    }

    private sealed class Spaces(long bytes) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var some = new byte[1 << 16];
            some.AsSpan().Fill((byte)' ');
            for (var left = bytes; left > 0; left -= some.Length)
                await stream.WriteAsync(some.AsMemory(0, (int)Math.Min(left, some.Length)), Token);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes;
            return true;
        }
    }
}
