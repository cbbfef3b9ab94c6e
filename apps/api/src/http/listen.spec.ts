import { createServer } from 'node:http';
import { pino } from 'pino';
import { startServer } from '../server.js';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';
import { listen } from './listen.js';

describe('listening', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());

  it('names the port and the remedy when the port is taken, and leaves nothing running', async () => {
    const port = Number(new URL(server.url).port);
    const second = startServer({
      services: server.services,
      logger: pino({ level: 'silent' }),
      readiness: () => Promise.resolve({ ready: true }),
      config: { host: '127.0.0.1', port, isProduction: false, adminFolder: server.adminFolder, auth: { mode: 'off' }, allowedHosts: [] },
    });
    await expect(second).rejects.toMatchObject({
      name: 'ListenError',
      code: 'EADDRINUSE',
      message: expect.stringMatching(new RegExp(`Port ${port} on 127.0.0.1 is in use.*PORT`)),
    });
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it('says when an address is not of this machine', async () => {
    await expect(listen(createServer(), '203.0.113.7', 0)).rejects.toMatchObject({
      code: 'EADDRNOTAVAIL',
      message: expect.stringContaining('HOST'),
    });
  });
});
