import { parse, validate } from 'graphql';
import { buildSchema } from '../build-schema.js';
import { ask } from '../testing/ask.js';
import { openScriptedServices, type ScriptedServices } from '../testing/scripted-services.js';
import { MAX_ALIASES, maxAliasesRule } from './max-aliases-rule.js';

describe('limits of an operation', () => {
  let services: ScriptedServices;
  beforeAll(async () => {
    services = await openScriptedServices();
  });
  afterAll(() => services.close());

  const aliases = (count: number): string => `{ ${Array.from({ length: count }, (_, i) => `a${i}: server { version }`).join(' ')} }`;

  it(`allows ${MAX_ALIASES} aliases and refuses one more, once`, () => {
    const errorsOf = (count: number) => validate(buildSchema(), parse(aliases(count)), [maxAliasesRule]);
    expect(errorsOf(MAX_ALIASES)).toEqual([]);
    expect(errorsOf(MAX_ALIASES + 5).map((error) => error.extensions)).toEqual([
      { code: 'TOO_MANY_ALIASES', reason: 'TOO_MANY_ALIASES', limit: 20 },
    ]);
  });

  it('counts aliases in fragments too', () => {
    const document = parse(
      `{ server { ...f } } fragment f on ServerStatus { ${Array.from({ length: 21 }, (_, i) => `a${i}: version`).join(' ')} }`,
    );
    expect(validate(buildSchema(), document, [maxAliasesRule])).toHaveLength(1);
  });

  const nested = (levels: number): string => `{ expansion(id: "x") { ${'parent { '.repeat(levels)}id${' }'.repeat(levels)} } }`;

  it('allows a depth of 12 and refuses 13, naming both', async () => {
    expect((await ask(services, nested(10))).errors).toBeUndefined();
    const { errors } = await ask(services, nested(11));
    expect(errors?.[0]?.message).toContain('13 fields deep; at most 12');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'QUERY_TOO_DEEP', limit: 12, actual: 13 });
  });

  it('refuses pages within pages within pages, and lets a page of results with pictures through', async () => {
    const results =
      'results(first: 100) { edges { node { rank score channels { channel rank score } entity { id name aliases images { url altText } } } } }';
    const { errors } = await ask(services, `{ expansions(first: 100) { edges { node { ${results} } } } }`);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'QUERY_TOO_COMPLEX', limit: 25_000 });
    const evidence = 'judgements { listIndex outcome shown { id name images { url } } ranked { id name } }';
    expect((await ask(services, `{ expansion(id: "x") { id status ${results} ${evidence} } }`)).errors).toBeUndefined();
  });

  it.each([['entities'], ['entitySets'], ['expansions'], ['evaluations'], ['auditEvents']])(
    '%s takes pages of 0 to 100 rows',
    async (field) => {
      for (const first of [-1, 101, 2_000_000_000]) {
        const { errors } = await ask(services, `query ($first: Int) { ${field}(first: $first) { totalCount } }`, { first });
        expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'first', limit: 100, value: first });
      }
      for (const first of [0, 100]) {
        const { errors, data } = await ask(services, `query ($first: Int) { ${field}(first: $first) { edges { cursor } } }`, { first });
        expect(errors).toBeUndefined();
        expect(data?.[field].edges.length).toBeLessThanOrEqual(first);
      }
    },
  );

  it.each([['entities'], ['entitySets'], ['expansions'], ['evaluations'], ['auditEvents']])(
    '%s refuses a cursor it did not give out',
    async (field) => {
      for (const after of ['nonsense', '', Buffer.from('[1]').toString('base64url'), Buffer.from('["no date"]').toString('base64url')]) {
        const { errors } = await ask(services, `query ($after: String) { ${field}(after: $after) { totalCount } }`, { after });
        expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'after' });
      }
    },
  );
});
