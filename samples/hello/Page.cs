using System.Net;

namespace Hello;

/// <summary>The page at <c>/</c>.</summary>
public static class Page
{
    public static string Render(Instance instance, int requests) =>
        $$"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Hello from instance {{Text(instance.Index)}}</title>
          <link rel="icon" href="data:,">
          <style>
            :root { color-scheme: light dark; --ink: #1d2433; --soft: #566076; --paper: #f6f4ef; --card: #fff; --line: #dcd7cc; --mark: #a8420c; }
            @media (prefers-color-scheme: dark) {
              :root { --ink: #eceef3; --soft: #a9b1c3; --paper: #14171e; --card: #1c212b; --line: #343b49; --mark: #ff9d66; }
            }
            * { box-sizing: border-box; }
            body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem;
                   background: var(--paper); color: var(--ink); font: 1.0625rem/1.5 system-ui, sans-serif; }
            main { width: min(34rem, 100%); background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: clamp(1.5rem, 5vw, 2.5rem); }
            h1 { margin: 0 0 .5rem; font-size: clamp(1.6rem, 6vw, 2.25rem); line-height: 1.15; letter-spacing: -.02em; }
            h1 span { color: var(--mark); }
            p { margin: 0 0 1.5rem; color: var(--soft); }
            dl { margin: 0; display: grid; grid-template-columns: max-content 1fr; gap: .5rem 1.5rem; }
            dt { color: var(--soft); }
            dd { margin: 0; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
          </style>
        </head>
        <body>
          <main>
            <h1>Hello from instance <span>{{Text(instance.Index)}}</span></h1>
            <p>Reload the page: the next request goes to the next instance.</p>
            <dl>
              <dt>Zone</dt><dd>{{Text(instance.Zone)}}</dd>
              <dt>Instance</dt><dd>{{Text(instance.Guid)}}</dd>
              <dt>Requests here</dt><dd>{{requests}}</dd>
            </dl>
          </main>
        </body>
        </html>
        """;

    private static string Text(string value) => WebUtility.HtmlEncode(value);
}
