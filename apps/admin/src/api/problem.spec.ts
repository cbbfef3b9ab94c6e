import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { describeProblem, isUnauthenticated } from './problem.js';

const graphqlError = (message: string, code?: string) =>
  new CombinedGraphQLErrors({ errors: [{ message, ...(code ? { extensions: { code } } : {}) }] });
const serverError = (status: number) => new ServerError('no', { response: new Response('', { status }), bodyText: '{"secret":"stack"}' });

describe('describeProblem', () => {
  it('says that the server cannot be reached when the request did not get through', () => {
    expect(describeProblem(new TypeError('Failed to fetch')).kind).toBe('unreachable');
  });

  it('asks for a key on status 401 and on the code UNAUTHENTICATED', () => {
    expect(isUnauthenticated(serverError(401))).toBe(true);
    expect(isUnauthenticated(graphqlError('no', 'UNAUTHENTICATED'))).toBe(true);
    expect(isUnauthenticated(graphqlError('no', 'FORBIDDEN'))).toBe(false);
    expect(describeProblem(serverError(401)).kind).toBe('locked');
  });

  it('treats a starting server as one that may answer soon', () => {
    expect(describeProblem(serverError(503)).kind).toBe('unreachable');
  });

  it('passes on the sentence of the server, but never a raw body', () => {
    expect(describeProblem(graphqlError('The query is too deep.')).detail).toBe('The query is too deep.');
    expect(JSON.stringify(describeProblem(serverError(500)))).not.toContain('secret');
  });
});
