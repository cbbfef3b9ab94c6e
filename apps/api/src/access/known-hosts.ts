import { isIP } from 'node:net';

/**
 * The host names under which this server may be reached. A page of another site can point its own name at this machine's address (DNS
 * rebinding) and then read answers as if it were ours; its requests carry that name. Addresses cannot be rebound, so they are allowed.
 */
export class KnownHosts {
  readonly #names: ReadonlySet<string>;
  readonly #origins: ReadonlySet<string>;

  /** @param bound the name or address that the server listens on; @param allowed names that were allowed on purpose */
  constructor(bound: string, allowed: readonly string[]) {
    this.#origins = new Set(allowed.map((name) => name.toLowerCase()));
    this.#names = new Set(['localhost', bound.toLowerCase(), ...this.#origins]);
  }

  /** Whether a Host header names this server. */
  allows(host: string | undefined): boolean {
    const name = hostName(host);
    return name !== undefined && (isIP(name) !== 0 || this.#names.has(name));
  }

  /**
   * Whether a page of this origin may use the server: our own pages (same host and port), and those of names that were allowed on purpose.
   * Programs that are no browser send no origin.
   */
  allowsOrigin(origin: string | undefined, host: string | undefined): boolean {
    if (origin === undefined) return true;
    if (!URL.canParse(origin)) return false;
    const { host: from, hostname } = new URL(origin);
    return from === host?.toLowerCase() || this.#origins.has(hostname);
  }
}

function hostName(host: string | undefined): string | undefined {
  if (host === undefined || !URL.canParse(`http://${host}`)) return undefined;
  return new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, '');
}
