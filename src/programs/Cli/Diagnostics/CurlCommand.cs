using System.Text;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Diagnostics;

/// <summary>Sends a request as it is typed, with the login's token.</summary>
internal sealed class CurlCommand : Command
{
    private const int HttpError = 22;

    public override CommandDescription Description => new("curl", "Executes a request to the targeted API endpoint")
    {
        Usage = "cf curl PATH [-iv] [-X METHOD] [-H HEADER]... [-d DATA] [--output FILE]\n\nThe method is GET, or POST when there is data; data is sent as application/json unless a header says otherwise.",
        Examples = "cf curl /v3/apps\ncf curl /v3/apps -d @/path/to/file",
        Arguments = [new Argument("PATH")],
        Options =
        [
            new Option(null, 'H', "Custom headers to include in the request, flag can be specified multiple times") { MayRepeat = true },
            new Option(null, 'X', "HTTP method (GET,POST,PUT,DELETE,etc)"),
            new Option(null, 'd', "HTTP data to include in the request body, or '@' followed by a file name to read the data from"),
            Option.Switch("fail", 'f', "Server errors return exit code 22"),
            Option.Switch(null, 'i', "Include response headers in the output"),
            new Option("output", null, "Write curl body to FILE instead of stdout"),
        ],
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireApi();
        var data = Data(arguments.Find("d"), session.Settings.WorkingDirectory);
        using var response = await session.Api.SendRawAsync(() => Request(session, arguments, data), cancellationToken);
        if (arguments.Has("fail") && (int)response.StatusCode >= 400)
        {
            throw new CommandException($"The requested URL returned error: {(int)response.StatusCode}", HttpError);
        }
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (arguments.Find("output") is { } file)
        {
            await File.WriteAllBytesAsync(Path.Combine(session.Settings.WorkingDirectory, file), body, cancellationToken);
            session.Console.Ok();
        }
        else if (!session.Settings.IsVerbose)
        {
            session.Console.Line((arguments.Has("i") ? Head(response) : "") + Encoding.UTF8.GetString(body));
        }
    }

    private static HttpRequestMessage Request(Session session, ParsedArguments arguments, string? data)
    {
        var method = arguments.Find("X") ?? (data is null ? "GET" : "POST");
        var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), session.Api.Absolute(arguments["PATH"]))
        {
            Content = data is null ? null : new StringContent(data, Encoding.UTF8, "application/json"),
        };
        foreach (var header in arguments.All("H"))
        {
            var parts = header.Split(':', 2, StringSplitOptions.TrimEntries);
            if (parts.Length != 2)
            {
                throw new CommandException($"Error creating request:\nheader '{header}' has no colon");
            }
            if (request.Content is { } content && parts[0].StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
            {
                content.Headers.Remove(parts[0]);
                content.Headers.TryAddWithoutValidation(parts[0], parts[1]);
            }
            else
            {
                request.Headers.Remove(parts[0]);
                request.Headers.TryAddWithoutValidation(parts[0], parts[1]);
            }
        }
        return request;
    }

    private static string? Data(string? data, string directory) => data is ['@', .. var file] ? File.ReadAllText(Path.Combine(directory, file)) : data;

    private static string Head(HttpResponseMessage response)
    {
        var text = new StringBuilder($"HTTP/{response.Version} {(int)response.StatusCode} {response.ReasonPhrase}\r\n");
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            text.Append(name).Append(": ").Append(string.Join(", ", values)).Append("\r\n");
        }
        return text.Append("\r\n").ToString();
    }
}
