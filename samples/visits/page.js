/** The page at `/`. */
export function renderPage({ visits, place, index, zone }) {
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Visit ${visits}</title>
  <link rel="icon" href="data:,">
  <style>
    :root { color-scheme: light dark; }
    body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 1.0625rem/1.5 system-ui, sans-serif; }
    main { max-width: 34rem; padding: 1.5rem; }
    h1 { margin: 0; font-size: clamp(2rem, 8vw, 3rem); font-variant-numeric: tabular-nums; }
    p { margin: .5rem 0 0; }
  </style>
</head>
<body>
  <main>
    <h1>Visit ${visits}</h1>
    <p>${place}.</p>
    <p>Answered by instance ${index} in zone ${zone}.</p>
  </main>
</body>
</html>
`;
}
