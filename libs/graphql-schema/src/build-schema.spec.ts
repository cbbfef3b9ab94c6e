import { readFileSync } from 'node:fs';
import { buildSchema } from './build-schema.js';
import { rootPermissions } from './errors/root-permissions.js';
import { schemaText } from './print-schema.js';

describe('the schema', () => {
  it('prints to the committed schema.graphql', () => {
    expect(schemaText()).toBe(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));
  });

  it('declares a permission on every query, mutation and subscription', () => {
    const permissions = rootPermissions(buildSchema());
    expect(permissions.size).toBeGreaterThan(20);
    expect([...permissions].filter(([, permission]) => permission === undefined)).toEqual([]);
  });

  it('asks for more than "read" on every mutation', () => {
    const mutations = [...rootPermissions(buildSchema())].filter(([name]) => name.startsWith('Mutation.'));
    expect(mutations.filter(([, permission]) => permission === 'read')).toEqual([]);
  });
});
