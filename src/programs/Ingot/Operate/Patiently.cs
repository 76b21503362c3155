namespace Ingot.Operate;

/// <summary>Asks a controller that may just be starting again.</summary>
internal static class Patiently
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(100);

    /// <exception cref="HttpRequestException">It has not answered for ten seconds.</exception>
    public static async Task<T> AskAsync<T>(Func<Task<T>> question, CancellationToken cancellationToken)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return await question();
            }
            catch (HttpRequestException) when (TimeProvider.System.GetElapsedTime(startedAt) < Patience)
            {
                await Task.Delay(AskAgainAfter, cancellationToken);
            }
        }
    }

    /// <inheritdoc cref="AskAsync{T}"/>
    public static Task AskAsync(Func<Task> order, CancellationToken cancellationToken) =>
        AskAsync<object?>(
            async () =>
            {
                await order();
                return null;
            },
            cancellationToken
        );
}
