import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { renderPage } from './page.js';
import { createVisits } from './visits.js';

const { PORT = '8080', VCAP_APP_HOST = '0.0.0.0', CF_INSTANCE_INDEX = '0', CF_INSTANCE_ZONE = 'none' } = process.env;
const visits = createVisits(process.env);

const server = http.createServer(async (request, response) => {
  const path = request.url.split('?')[0];
  if (path !== '/' && path !== '/json') return answer(response, 404, 'text/plain', 'There are only / and /json here.\n');

  const session = sessionOf(request) ?? randomUUID();
  // Any instance may answer the next request, so the session holds its name only; the router sends it nowhere in particular.
  response.setHeader('Set-Cookie', `visits=${session}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax`);
  response.setHeader('Cache-Control', 'no-store');
  try {
    const visit = { visits: await visits.add(session), place: visits.place, index: CF_INSTANCE_INDEX, zone: CF_INSTANCE_ZONE };
    if (path === '/json') answer(response, 200, 'application/json', JSON.stringify(visit));
    else answer(response, 200, 'text/html; charset=utf-8', renderPage(visit));
  } catch (fault) {
    console.error(`The visit was not counted: ${fault.message}`);
    answer(response, 503, 'text/plain', 'Redis is away, so nobody can count. Try again.\n');
  }
});

server.listen(Number(PORT), VCAP_APP_HOST, () => console.log(`Instance ${CF_INSTANCE_INDEX} on port ${PORT}; visits are ${visits.place}`));

// The platform sends no new requests by now; those under way are finished.
process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});

/** The name of the visitor's session, if he brings one that we could have made. */
function sessionOf(request) {
  return /(?:^|;\s*)visits=([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:;|$)/.exec(request.headers.cookie ?? '')?.[1];
}

function answer(response, status, type, body) {
  response.writeHead(status, { 'Content-Type': type }).end(body);
}
