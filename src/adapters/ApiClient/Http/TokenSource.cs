using Ingot.ApiClient.Logins;

namespace Ingot.ApiClient.Http;

/// <summary>Hands out the access token, refreshed when it ends within a minute.</summary>
internal sealed class TokenSource(ILoginStore store, UaaClient uaa, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(60);
    private readonly SemaphoreSlim oneAtATime = new(1);

    /// <summary>The token with its type in front, or null when logged out.</summary>
    public async Task<string?> GetAsync(CancellationToken cancellationToken)
    {
        if (store.Login.AccessToken.Length == 0)
        {
            return null;
        }
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (store.Login.RefreshToken.Length > 0 && AccessToken.Read(store.Login.AccessToken)?.Expires is { } expires && expires < time.GetUtcNow() + Ahead)
            {
                await uaa.RefreshAsync(cancellationToken);
            }
        }
        finally
        {
            oneAtATime.Release();
        }
        return store.Login.AccessToken;
    }

    public void Dispose() => oneAtATime.Dispose();
}
