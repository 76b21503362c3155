using Ingot.Testing;

namespace Ingot.Lifecycle.Tests.Support;

/// <summary>A test that stages an app it writes itself.</summary>
public abstract class AppTest : IDisposable
{
    /// <summary>The app's folder, empty at first.</summary>
    protected TempDirectory App { get; } = new();

    /// <summary>Where what comes of it is put.</summary>
    protected TempDirectory Temp { get; } = new();

    public void Dispose()
    {
        App.Dispose();
        Temp.Dispose();
    }
}
