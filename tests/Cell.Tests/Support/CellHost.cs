using Ingot.Cell.Settings;
using Ingot.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Ingot.Cell.Tests.Support;

/// <summary>The web host of a cell, as the platform composes it.</summary>
internal static class CellHost
{
    public const string Name = "z1-0";

    public static string Socket(string data) => Path.Combine(data, DataDirectory.CellSocket(Name));

    public static WebApplication Create(string data, Func<CellOptions, CellOptions> change)
    {
        var directory = new DataDirectory(data);
        directory.Create();
        var builder = LocalServer.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.ListenOnSocket(Socket(data));
        builder.Services.AddCell(change(Options(data)));
        var app = builder.Build();
        app.MapCell();
        return app;
    }

    public static CellOptions Options(string data) =>
        new()
        {
            Name = Name,
            Zone = "z1",
            Incarnation = Guid.NewGuid().ToString(),
            MemoryMb = 4096,
            DiskMb = 4096,
            PortRangeStart = 29_000,
            PortRangeEnd = 29_999,
            DataDirectory = new DataDirectory(data),
            IngotExecutable = "/nowhere/ingot",
        };
}
