/**
 * A stand-in for the API, for work on the pages alone: the committed schema, pictures and names of the sample base, made-up scores.
 * Nothing is kept. Usage: `node apps/admin/dev/mock-server.mjs [port]`, then `npx vite apps/admin` (which forwards to 127.0.0.1:4000)
 * or open the port itself after a `vite build`.
 *
 * To look at states that are hard to reach:
 *   MOCK_KEY=secret       every request needs `Authorization: Bearer secret`
 *   MOCK_SOCKET=off       no WebSocket, the pages must fall back to polling
 *   MOCK_MODEL=off        no language model: notices and warnings
 *   MOCK_BASES=2          a second knowledge base
 */
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSchema, graphql } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { createMockRoot } from './mock-root.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const dist = join(here, '../dist');
const pictures = join(dirname(require.resolve('openmoji/package.json')), 'color/svg');
const schema = buildSchema(readFileSync(join(here, '../../../libs/graphql-schema/schema.graphql'), 'utf8'));
const rootValue = createMockRoot(require('openmoji/data/openmoji.json'), {
  model: process.env.MOCK_MODEL !== 'off',
  bases: Number(process.env.MOCK_BASES ?? 1),
});
const key = process.env.MOCK_KEY;

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' };

function sendFile(response, file) {
  response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(response);
}

async function body(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

const server = createServer(async (request, response) => {
  const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
  if (path === '/graphql' && request.method === 'POST') {
    response.setHeader('content-type', 'application/json');
    if (key && request.headers.authorization !== `Bearer ${key}`) {
      response.writeHead(401);
      return response.end(JSON.stringify({ errors: [{ message: 'A key is needed.', extensions: { code: 'UNAUTHENTICATED' } }] }));
    }
    const { query, variables, operationName } = await body(request);
    const answer = await graphql({ schema, source: query, variableValues: variables, operationName, rootValue });
    return response.end(JSON.stringify(answer));
  }
  if (path.startsWith('/images/')) {
    const file = join(pictures, normalize(path.slice('/images/'.length)));
    if (existsSync(file)) return sendFile(response, file);
    response.writeHead(404);
    return response.end();
  }
  const file = join(dist, normalize(path));
  return sendFile(response, existsSync(file) && statSync(file).isFile() ? file : join(dist, 'index.html'));
});

if (process.env.MOCK_SOCKET !== 'off') {
  const allowed = (context) => !key || context.connectionParams?.authorization === `Bearer ${key}`;
  useServer({ schema, roots: { subscription: rootValue }, onConnect: allowed }, new WebSocketServer({ server, path: '/graphql' }));
}

server.listen(Number(process.argv[2] ?? 4000), '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/`));
