import { KnownHosts } from './known-hosts.js';

const hosts = new KnownHosts('127.0.0.1', ['Etcetera.example']);

describe('KnownHosts', () => {
  it.each(['localhost', 'localhost:4000', '127.0.0.1:4000', '[::1]:4000', '192.168.1.5:80', 'etcetera.example', 'ETCETERA.example:8443'])(
    'answers to %s',
    (host) => {
      expect(hosts.allows(host)).toBe(true);
    },
  );

  it.each([
    undefined,
    '',
    'evil.example',
    'evil.example:4000',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'a b',
    'etcetera.example.evil.example',
  ])('does not answer to %s', (host) => {
    expect(hosts.allows(host)).toBe(false);
  });

  it.each([
    [undefined, '127.0.0.1:4000', true],
    ['http://127.0.0.1:4000', '127.0.0.1:4000', true],
    ['https://etcetera.example', 'etcetera.example', true],
    ['https://etcetera.example', '127.0.0.1:4000', true],
    ['http://127.0.0.1:5173', '127.0.0.1:4000', false],
    ['http://localhost:4001', 'localhost:4000', false],
    ['https://evil.example', '127.0.0.1:4000', false],
    ['null', '127.0.0.1:4000', false],
  ])('a page of %s at %s may use the server: %s', (origin, host, allowed) => {
    expect(hosts.allowsOrigin(origin, host)).toBe(allowed);
  });
});
