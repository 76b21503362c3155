using System.Globalization;
using System.Net;

namespace Ingot.Benchmarks;

/// <summary>
/// An app as light as can be had without a compiler: Python without its libraries and a bare socket, 15 ms of start and 9 MB. It
/// answers with its index, guid and zone.
/// </summary>
internal sealed class SmallApp : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ingot-bench-app-");
    private readonly RunningPlatform platform;
    private string guid = "";

    private SmallApp(RunningPlatform platform)
    {
        this.platform = platform;
    }

    public const string Name = "small";

    /// <summary>Pushes it; each instance waits so long before it listens.</summary>
    public static async Task<SmallApp> PushAsync(RunningPlatform platform, int instances, TimeSpan start)
    {
        var app = new SmallApp(platform);
        await File.WriteAllTextAsync(Path.Combine(app.folder.FullName, "server.py"), Server);
        var command = $"exec /usr/bin/python3 -I -S server.py {start.TotalSeconds.ToString(CultureInfo.InvariantCulture)}";
        string[] sizes = ["-m", "32M", "-k", "32M", "-i", $"{instances}"];
        await platform.CfAsync(["push", Name, "-p", app.folder.FullName, "-b", "binary_buildpack", "-c", command, .. sizes]);
        app.guid = (await platform.CfAsync("app", Name, "--guid")).Trim();
        return app;
    }

    public Task ScaleAsync(int instances) => platform.CfAsync("scale", Name, "-i", $"{instances}");

    /// <summary>Asks for each index until all have been reached by an answer that is accepted.</summary>
    public async Task<IReadOnlyList<SmallAnswer>> ReachAllAsync(IEnumerable<int> indexes, Func<SmallAnswer, bool>? accept = null)
    {
        var reached = new List<SmallAnswer>();
        for (var missing = indexes.ToList(); missing.Count > 0; )
        {
            var answers = await Task.WhenAll(missing.Select(FindAsync));
            reached.AddRange(answers.OfType<SmallAnswer>().Where(answer => accept?.Invoke(answer) ?? true));
            missing.RemoveAll(index => reached.Exists(answer => answer.Index == index));
            // The question must not take the processors from what is measured.
            await Task.Delay(20);
        }
        return reached;
    }

    public void Dispose() => folder.Delete(recursive: true);

    private async Task<SmallAnswer?> FindAsync(int index)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, platform.AppUrl(Name));
        request.Headers.Add("X-Cf-App-Instance", $"{guid}:{index}");
        using var response = await platform.Http.SendAsync(request);
        var words = (await response.Content.ReadAsStringAsync()).Split(' ');
        return response.StatusCode == HttpStatusCode.OK ? new SmallAnswer(index, words[1], words[2]) : null;
    }

    private const string Server = """
        import os, socket, sys, time
        time.sleep(float(sys.argv[1]))
        body = " ".join(os.environ[name] for name in ("CF_INSTANCE_INDEX", "CF_INSTANCE_GUID", "CF_INSTANCE_ZONE"))
        answer = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode()
        listener = socket.create_server(("0.0.0.0", int(os.environ["PORT"])))
        while True:
            connection, _ = listener.accept()
            with connection:
                if connection.recv(65536):
                    connection.sendall(answer)
        """;
}

/// <summary>Who answered.</summary>
internal sealed record SmallAnswer(int Index, string InstanceGuid, string Zone);
