import { InvalidInputError, UnknownBaseError } from '@etcetera/knowledge';
import { GraphQLError } from 'graphql';
import { badUserInput } from './errors/bad-user-input.js';
import { formatError, isUnexpected } from './format-error.js';

const format = (thrown: unknown, extensions: Record<string, unknown> = {}) => {
  const error = thrown instanceof GraphQLError ? thrown : new GraphQLError((thrown as Error).message, { originalError: thrown as Error });
  return formatError({ message: error.message, extensions: { ...error.extensions, ...extensions } }, error);
};

describe('formatError', () => {
  it('masks what is not meant for callers, and names the request', () => {
    const formatted = format(new Error('password of db is hunter2'), {
      requestId: 'req-1',
      stacktrace: ['at secret.ts'],
      code: 'INTERNAL_SERVER_ERROR',
    });
    expect(JSON.stringify(formatted)).not.toMatch(/hunter2|secret/);
    expect(formatted).toMatchObject({
      message: expect.stringContaining('request id req-1'),
      extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'req-1' },
    });
  });

  it('lets errors made on purpose through with their code, without a stack', () => {
    const formatted = format(badUserInput('first: too many', { field: 'first', limit: 100 }), { stacktrace: ['x'] });
    expect(formatted).toEqual({ message: 'first: too many', extensions: { code: 'BAD_USER_INPUT', field: 'first', limit: 100 } });
  });

  it('turns domain errors of fields without a union into BAD_USER_INPUT', () => {
    expect(format(new UnknownBaseError('x', ['y'])).extensions).toEqual({ code: 'BAD_USER_INPUT', reason: 'UNKNOWN_BASE' });
    expect(format(new InvalidInputError('text', '""', 'type something')).extensions).toEqual({
      code: 'BAD_USER_INPUT',
      reason: 'INVALID_INPUT',
      field: 'text',
    });
  });

  it('finds the cause under several layers', () => {
    const inner = new GraphQLError('a', { originalError: new TypeError('boom') });
    expect(isUnexpected(new GraphQLError('b', { originalError: inner }))).toBe(true);
    expect(isUnexpected(new GraphQLError('b', { originalError: new UnknownBaseError('x', []) }))).toBe(false);
  });
});
