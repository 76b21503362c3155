namespace Ingot.EndToEnd.Tests.Support;

/// <summary>One platform for all tests of a class, logged in.</summary>
public sealed class SharedPlatform : IAsyncLifetime
{
    private TestPlatform? platform;

    public TestPlatform Platform => platform!;

    public async ValueTask InitializeAsync()
    {
        platform = await TestPlatform.StartAsync();
        await platform.LogInAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (platform is not null)
            await platform.DisposeAsync();
    }
}
