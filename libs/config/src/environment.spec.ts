import { EnvironmentError, parseEnvironment } from './environment.js';

describe('parseEnvironment', () => {
  it('binds to loopback without keys by default, and asks for keys anywhere else', () => {
    expect(parseEnvironment({})).toMatchObject({ host: '127.0.0.1', port: 4000, authRequired: false, databaseUrl: undefined });
    expect(parseEnvironment({ HOST: '0.0.0.0' }).authRequired).toBe(true);
    expect(parseEnvironment({ HOST: '0.0.0.0', ETCETERA_AUTH: 'off' }).authRequired).toBe(false);
    expect(parseEnvironment({ ETCETERA_AUTH: 'required' }).authRequired).toBe(true);
  });

  it('names the variable, its value and the problem', () => {
    expect(() => parseEnvironment({ PORT: 'http' })).toThrow(EnvironmentError);
    expect(() => parseEnvironment({ PORT: '70000' })).toThrow(/PORT="70000"/);
    expect(() => parseEnvironment({ ETCETERA_AUTH: 'maybe' })).toThrow(/ETCETERA_AUTH/);
  });

  it('reads an endpoint only when its address is given', () => {
    expect(parseEnvironment({}).endpoint).toBeUndefined();
    expect(parseEnvironment({ ETCETERA_LLM_BASE_URL: 'http://127.0.0.1:1/v1', ETCETERA_LLM_MODEL: 'm' }).endpoint).toMatchObject({
      model: 'm',
      images: false,
      concurrency: 4,
    });
    expect(() => parseEnvironment({ ETCETERA_LLM_MODEL: 'm' })).toThrow(/ETCETERA_LLM_BASE_URL/);
  });

  it('takes empty texts for missing ones, as compose files write them', () => {
    expect(parseEnvironment({ DATABASE_URL: '', ETCETERA_LLM_BASE_URL: '' })).toMatchObject({
      databaseUrl: undefined,
      endpoint: undefined,
    });
  });

  it('refuses a bootstrap key that can be guessed', () => {
    expect(() => parseEnvironment({ ETCETERA_BOOTSTRAP_KEY: 'secret' })).toThrow(/32 characters/);
  });
});
