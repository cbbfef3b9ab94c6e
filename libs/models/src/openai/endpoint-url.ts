/** The base URL of an endpoint cannot be used; the message names the value and the remedy. */
export class EndpointUrlError extends Error {
  override readonly name = 'EndpointUrlError';
}

/**
 * Checks the base URL of an endpoint, e.g. `https://api.openai.com/v1`.
 * Plain http sends the key and the entities in the clear, so it is taken only on this machine unless `allowInsecure` is set.
 * @returns the URL without a trailing slash.
 * @throws EndpointUrlError
 */
export function parseEndpointUrl(baseUrl: string, options: { readonly allowInsecure?: boolean } = {}): URL {
  let url: URL;
  try {
    url = new URL(baseUrl);
  } catch {
    throw new EndpointUrlError(`The base URL ${JSON.stringify(baseUrl)} is not a URL. Give one like "https://api.openai.com/v1".`);
  }
  // From here on the value is not repeated whole: it may hold a password.
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new EndpointUrlError(`The base URL starts with "${url.protocol}". Only http and https are spoken.`);
  }
  if (url.username || url.password) {
    throw new EndpointUrlError(`The base URL of ${url.host} holds a user name or password. Give the secret as the API key instead.`);
  }
  if (url.search || url.hash) {
    throw new EndpointUrlError(`The base URL of ${url.host} has a query or a fragment. Give the part before "?" and "#" only.`);
  }
  if (url.protocol === 'http:' && !options.allowInsecure && !isLoopback(url.hostname)) {
    throw new EndpointUrlError(
      `The base URL http://${url.host} is not encrypted and not on this machine: the key and the entities would travel in the clear. ` +
        'Use https, or allow insecure endpoints if the network is trusted.',
    );
  }
  url.pathname = url.pathname.replace(/\/+$/u, '');
  return url;
}

/** True for localhost, 127.0.0.0/8 and ::1 (the URL parser has already normalised other spellings of addresses). */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/u.test(hostname);
}
