namespace Ingot.Up;

internal static class AppPush
{
    public static Task<int> RunAsync(UpOptions options, string folder, CancellationToken cancellationToken) => Task.FromResult(options.Detach && folder.Length == 0 && cancellationToken.IsCancellationRequested ? 1 : 0);
}
