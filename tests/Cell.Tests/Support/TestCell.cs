using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Ingot.Cell.Settings;
using Ingot.Hosting;
using Ingot.Model.Instances;
using Ingot.Protocol.Cells;
using Ingot.Protocol.Logs;
using Ingot.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Ingot.Cell.Tests.Support;

/// <summary>A cell of this process on a data directory of its own, with a droplet that holds nothing but a file.</summary>
internal sealed class TestCell : IAsyncDisposable
{
    private readonly WebApplication app;

    private TestCell(string data, WebApplication app)
    {
        Data = data;
        this.app = app;
        Client = new CellClient(CellHost.Socket(data));
    }

    public string Data { get; }
    public CellClient Client { get; }
    public string Incarnation => app.Services.GetRequiredService<CellOptions>().Incarnation;
    public DataDirectory Directory => new(Data);
    public string InstanceFolder(string guid) => Path.Combine(Directory.Cells, CellHost.Name, guid);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>For waiting on what never comes when the cell is broken.</summary>
    private static CancellationToken Limited
    {
        get
        {
            var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
            limit.CancelAfter(TimeSpan.FromSeconds(60));
            return limit.Token;
        }
    }

    public static async Task<TestCell> StartAsync(Func<CellOptions, CellOptions>? change = null)
    {
        var data = MakeData();
        var host = CellHost.Create(data, change ?? (options => options));
        await host.StartAsync(Cancelled);
        return new TestCell(data, host);
    }

    /// <summary>A data directory with the droplet <see cref="Some.Droplet"/>.</summary>
    public static string MakeData(params (string Name, string Text)[] files)
    {
        var data = System.IO.Directory.CreateTempSubdirectory("ingot-cell-").FullName;
        var directory = new DataDirectory(data);
        directory.Create();
        WriteDroplet(directory.DropletPath(Some.Droplet), [("./app/hello", "hi"), .. files]);
        return data;
    }

    public static void WriteDroplet(string path, params (string Name, string Text)[] files)
    {
        using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        using var tar = new TarWriter(gzip);
        foreach (var (name, text) in files)
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
    }

    public async Task<InstanceDescription> StartAsync(InstanceDescription instance)
    {
        Assert.Null(await Client.StartAsync(instance, Cancelled));
        return instance;
    }

    /// <summary>The instance's status as soon as it is in a state.</summary>
    public Task<InstanceStatus> WaitAsync(string guid, InstanceState state) => WaitAsync(Client, guid, status => status.State == state);

    public static async Task<InstanceStatus> WaitAsync(CellClient client, string guid, Func<InstanceStatus, bool> accept)
    {
        await foreach (var change in client.EventsAsync(Limited))
        {
            var status = change.Snapshot?.Instances.FirstOrDefault(instance => instance.InstanceGuid == guid) ?? change.Instance;
            if (status?.InstanceGuid == guid && accept(status))
                return status;
        }
        throw new InvalidOperationException("The event stream ended.");
    }

    public async Task<TaskStatus> WaitForTaskAsync(string guid)
    {
        await foreach (var change in Client.EventsAsync(Limited))
        {
            var status = change.Snapshot?.Tasks.FirstOrDefault(task => task.TaskGuid == guid) ?? change.Task;
            if (status?.TaskGuid == guid && status.Done)
                return status;
        }
        throw new InvalidOperationException("The event stream ended.");
    }

    /// <summary>The first line of output that is accepted.</summary>
    public Task<LogLine> WaitForLineAsync(Func<LogLine, bool> accept) => WaitForLineAsync(Client, Incarnation, accept);

    public static async Task<LogLine> WaitForLineAsync(CellClient client, string incarnation, Func<LogLine, bool> accept) =>
        await LinesAsync(client, incarnation).FirstAsync(accept, Limited);

    /// <summary>All lines up to the first that is accepted, or those of them that are to be kept.</summary>
    public async Task<IReadOnlyList<LogLine>> LinesUntilAsync(Func<LogLine, bool> accept, Func<LogLine, bool>? keep = null)
    {
        var lines = new List<LogLine>();
        await foreach (var line in LinesAsync(Client, Incarnation))
        {
            if (keep?.Invoke(line) != false)
                lines.Add(line);
            if (accept(line))
                break;
        }
        return lines;
    }

    private static async IAsyncEnumerable<LogLine> LinesAsync(CellClient client, string incarnation)
    {
        await foreach (var lines in client.OutputAsync(incarnation, 0, Limited))
        {
            foreach (var line in lines)
                yield return line with { Bytes = line.Bytes.ToArray() };
        }
    }

    /// <summary>Asks the cell to end, as SIGTERM does.</summary>
    public Task StopAsync() => app.StopAsync(Cancelled);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        // A cell that ends while it still tries out its sandbox leaves that to its processes, which write there a little longer.
        await Eventually.TrueAsync(TryDelete, TimeSpan.FromSeconds(20), $"{Data} is deleted");
    }

    private bool TryDelete()
    {
        try
        {
            System.IO.Directory.Delete(Data, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
