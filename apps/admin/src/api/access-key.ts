const STORAGE = 'etcetera-access-key';

type Listener = () => void;

/**
 * The key for servers that ask for one. It lives in this tab's session storage, and goes with every request as a bearer token.
 * `wanted` turns true when a request was refused for want of a (valid) key.
 */
class AccessKey {
  #wanted = false;
  readonly #listeners = new Set<Listener>();

  get value(): string | null {
    return sessionStorage.getItem(STORAGE);
  }

  readonly isWanted = (): boolean => this.#wanted;

  readonly subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  demand(): void {
    this.#change(true);
  }

  keep(key: string): void {
    sessionStorage.setItem(STORAGE, key);
    this.#change(false);
  }

  /** Headers for HTTP, and what the socket sends when it connects. */
  headers(): Record<string, string> {
    const key = this.value;
    return key ? { authorization: `Bearer ${key}` } : {};
  }

  #change(wanted: boolean): void {
    this.#wanted = wanted;
    for (const listener of this.#listeners) listener();
  }
}

export const accessKey = new AccessKey();
