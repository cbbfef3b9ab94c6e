import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { ImportSummary } from '@etcetera/runtime';
import { print } from 'graphql';
import { CommandError, type Transport } from './transport.js';

/** Talks to a running server. @param url its address, without /graphql. */
export function createServerTransport(url: string, apiKey: string | undefined): Transport {
  const headers: Record<string, string> = { 'x-etcetera-csrf': '1', ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}) };
  const send = async (address: string, init: RequestInit): Promise<unknown> => {
    const response = await fetch(address, init).catch((error: unknown) => {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      throw new CommandError(`The server at ${url} does not answer: ${cause}`);
    });
    const body: unknown = await response.json().catch(() => undefined);
    if (body === undefined) throw new CommandError(`The server at ${url} answered ${response.status} ${response.statusText}.`);
    if (response.status === 401 || response.status === 403)
      throw new CommandError(`The server at ${url} asks for an API key: set ETCETERA_API_KEY (make one with "etcetera keys create").`);
    return body;
  };
  return {
    place: url,
    execute: async (document, variables) => {
      const body = (await send(`${url}/graphql`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ query: print(document), variables }),
      })) as {
        data?: unknown;
        errors?: readonly { message: string }[];
      };
      if (body.errors?.length) throw new CommandError(body.errors.map((error) => error.message).join('\n'));
      return body.data as never;
    },
    importFile: async (file, base, source) => {
      const info = await stat(file).catch(() => undefined);
      if (!info?.isFile()) throw new CommandError(`There is no file ${file}.`, 2);
      const parameters = new URLSearchParams({ base, filename: path.basename(file), source: source ?? path.basename(file) });
      const body = (await send(`${url}/imports?${parameters.toString()}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/octet-stream' },
        body: Readable.toWeb(createReadStream(file)),
        duplex: 'half',
      })) as { import?: ImportSummary; error?: { message: string } };
      if (!body.import) throw new CommandError(body.error?.message ?? 'The import was refused.');
      return body.import;
    },
    close: () => Promise.resolve(),
  };
}
