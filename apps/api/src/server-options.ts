import type { Permission, Services } from '@etcetera/graphql-schema';
import type { Logger } from 'pino';
import type { Readable } from 'node:stream';

/** Who a key speaks for. */
export interface Identity {
  readonly name: string;
  readonly permissions: readonly string[];
}

/** Whether callers need a key. `off` is for a server that only this machine can reach: everybody may do everything. */
export type Auth =
  | { readonly mode: 'off' }
  | {
      readonly mode: 'required';
      /** The holder of a key; undefined for one that is unknown, revoked or expired. */
      readonly authenticate: (key: string) => Identity | undefined | Promise<Identity | undefined>;
    };

export interface ServerConfig {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Switches explorer, introspection and suggestions off. */
  readonly isProduction: boolean;
  /** Introspection in production too. */
  readonly introspection?: boolean;
  /** Folder of the built admin; its absence is told to who opens the page. */
  readonly adminFolder: string;
  readonly auth: Auth;
  /** Host names, besides loopback and addresses, under which the server may be reached. */
  readonly allowedHosts: readonly string[];
}

/** What an upload says of itself. */
export interface UploadParameters {
  /** Slug of the base. */
  readonly base: string;
  readonly source: string;
  /** Left out: told from name and content. */
  readonly format?: string;
  readonly filename?: string;
  readonly actor: { readonly name: string; readonly requestId: string };
  /** Aborts when the uploader goes away or the server stops. */
  readonly signal: AbortSignal;
}

/** Reads an upload to its end and tells what became of it, as a value for JSON. */
export type ImportUpload = (content: Readable, parameters: UploadParameters) => Promise<unknown>;

/** One thing that the server needs, and whether it is there. */
export interface ReadinessReport {
  readonly ready: boolean;
  /** By part: "ok" or what is wrong, in words. */
  readonly parts?: Readonly<Record<string, string>>;
}

export interface ServerOptions {
  readonly services: Services;
  readonly config: ServerConfig;
  readonly logger: Logger;
  readonly importUpload?: ImportUpload;
  readonly readiness: () => Promise<ReadinessReport>;
}

/** A caller of this request. */
export interface Caller {
  readonly name: string;
  readonly permissions: ReadonlySet<Permission>;
}
