import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The server cannot listen where it was told to; says why and what to do. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Listens, and returns the address for people. @throws ListenError */
export function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      reject(new ListenError(error.code ?? 'LISTEN', explain(error, host, port)));
    };
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      resolve(`http://${shownHost(host)}:${(server.address() as AddressInfo).port}`);
    });
  });
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use by another program. Stop that program, or set PORT to another number (0 takes a free one).`;
    case 'EACCES':
      return `Port ${port} on ${host} is reserved. Set PORT to a number above 1023.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is no address of this machine. Set HOST to 127.0.0.1, or to an address that it has.`;
    default:
      return `The server cannot listen on port ${port} of ${host}: ${error.message}.`;
  }
}

function shownHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
