import { CombinedGraphQLErrors, ServerError, ServerParseError } from '@apollo/client/errors';

/** What went wrong, in words for the page. `kind` decides the picture and whether trying again can help. */
export interface Problem {
  readonly kind: 'unreachable' | 'locked' | 'refused' | 'broken';
  readonly title: string;
  readonly detail: string;
}

const codes = (error: unknown): unknown[] => (CombinedGraphQLErrors.is(error) ? error.errors.map((e) => e.extensions?.['code']) : []);

/** True when the server asked for a key, or refused the one it was given. */
export function isUnauthenticated(error: unknown): boolean {
  return (ServerError.is(error) && error.statusCode === 401) || codes(error).includes('UNAUTHENTICATED');
}

/** Turns whatever a request failed with into a sentence and a remedy; never the raw error. */
export function describeProblem(error: unknown): Problem {
  if (isUnauthenticated(error)) return { kind: 'locked', title: 'This server asks for a key', detail: 'Enter an access key to go on.' };
  if (CombinedGraphQLErrors.is(error)) {
    if (codes(error).includes('FORBIDDEN'))
      return {
        kind: 'refused',
        title: 'Your key does not allow this',
        detail: error.errors[0]?.message ?? 'Ask for a key with this permission.',
      };
    return { kind: 'refused', title: 'The server could not answer this', detail: error.errors[0]?.message ?? 'It gave no reason.' };
  }
  if (ServerError.is(error)) {
    if (error.statusCode === 429)
      return { kind: 'broken', title: 'Too many requests', detail: 'The server asks to wait a little before the next one.' };
    if ([502, 503, 504].includes(error.statusCode))
      return {
        kind: 'unreachable',
        title: 'The server is not ready',
        detail: `It answered with status ${error.statusCode}. It may be starting; try again in a moment.`,
      };
    return { kind: 'broken', title: 'The server failed', detail: `It answered with status ${error.statusCode}. Its log says more.` };
  }
  if (ServerParseError.is(error))
    return {
      kind: 'broken',
      title: 'The answer could not be read',
      detail: 'Something between this page and the server changed it. Reload the page; if that does not help, look at the server’s log.',
    };
  if (error instanceof TypeError || (error instanceof Error && /fetch|network/i.test(error.message)))
    return {
      kind: 'unreachable',
      title: 'The server cannot be reached',
      detail: 'Check that it is running and that you are connected. What you have entered here is kept.',
    };
  return {
    kind: 'broken',
    title: 'Something went wrong on this page',
    detail: error instanceof Error ? error.message : 'There is no more information.',
  };
}
