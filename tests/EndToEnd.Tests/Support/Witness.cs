using System.Globalization;
using Ingot.Testing;

namespace Ingot.EndToEnd.Tests.Support;

/// <summary>One thing an instance told.</summary>
/// <param name="Time">Seconds, by the instance's clock.</param>
internal sealed record Told(double Time, int Index, string Version, string What);

/// <summary>An app whose instances take a lock for their index and tell when they start, are ready, are to end and end; and where they tell it.</summary>
internal sealed class Witness : IDisposable
{
    private readonly TempDirectory root = new();

    public Witness()
    {
        Directory.CreateDirectory(App);
        File.WriteAllText(Path.Combine(App, "Procfile"), "web: exec bash run.sh\n");
        File.WriteAllText(Path.Combine(App, "run.sh"), Script);
        File.WriteAllText(Path.Combine(App, "server.py"), Server);
        // Instances run as users of their own.
        Directory.CreateDirectory(Folder);
        foreach (var folder in (string[])[root.Path, Folder])
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
    }

    public string App => root.Combine("app");

    public string Folder => root.Combine("told");

    public IReadOnlyList<Told> Read() =>
        [
            .. File.ReadLines(Path.Combine(Folder, "log"))
                .Select(line => line.Split(' '))
                .Select(words => new Told(double.Parse(words[0], CultureInfo.InvariantCulture), int.Parse(words[1]), words[2], words[3])),
        ];

    public void Dispose() => root.Dispose();

    private const string Script = """
        tell() { echo "$EPOCHREALTIME $CF_INSTANCE_INDEX $VERSION $1" >> "$WITNESS/log"; }
        exec 9>> "$WITNESS/lock-$CF_INSTANCE_INDEX"
        flock -n 9 || { tell conflict; exit 1; }
        tell start
        if [ "$CF_INSTANCE_INDEX" = "0" ]; then sleep 0.2; fi
        exec python3 server.py
        """;

    private const string Server = """
        import http.server, os, signal, time
        def tell(what):
            with open(os.environ["WITNESS"] + "/log", "a") as log:
                log.write(f"{time.time():.6f} {os.environ['CF_INSTANCE_INDEX']} {os.environ['VERSION']} {what}\n")
        def end(*_):
            tell("term")
            tell("end")
            os._exit(0)
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def do_GET(self):
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                body = os.environ["CF_INSTANCE_INDEX"].encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            do_POST = do_GET
            def log_message(self, *args):
                pass
        signal.signal(signal.SIGTERM, end)
        server = http.server.ThreadingHTTPServer(("0.0.0.0", int(os.environ["PORT"])), Handler)
        tell("ready")
        server.serve_forever()
        """;
}
