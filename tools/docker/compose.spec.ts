import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { environmentSchema } from '../../libs/config/src/environment.js';
import { root } from '../steps/workspace.mjs';

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck: { readonly test: readonly string[]; readonly interval: string; readonly retries: number };
}

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as {
  readonly services: Readonly<Record<'db' | 'api' | 'worker', Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
};
const { db, api, worker } = compose.services;
const ours = Object.keys(environmentSchema.shape);
const dockerfile = read('Dockerfile');

/** The instructions of the Dockerfile, continued lines joined. */
const instructions = dockerfile
  .replaceAll(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => /^[A-Z]+ /.test(line));

describe('docker-compose.yml', () => {
  it('has a database with pgvector, an api and a worker, each with a health check', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['api', 'db', 'worker']);
    expect(db.image).toMatch(/^pgvector\/pgvector:pg1[5-9]$/);
    for (const service of Object.values(compose.services)) {
      expect(service.healthcheck.test.length).toBeGreaterThan(1);
      expect(service.healthcheck.retries).toBeGreaterThan(0);
    }
  });

  it('starts each service only when what it needs is healthy', () => {
    expect(api.depends_on).toEqual({ db: { condition: 'service_healthy' } });
    expect(worker.depends_on).toEqual({ api: { condition: 'service_healthy' } });
  });

  it('opens ports on this machine only, and asks for a key', () => {
    expect(api.ports).toEqual(['127.0.0.1:4000:4000']);
    expect(db.ports).toBeUndefined();
    expect(worker.ports).toBeUndefined();
    expect(api.environment).toMatchObject({ HOST: '0.0.0.0', ETCETERA_AUTH: 'required' });
  });

  it('sets only variables that the product reads', () => {
    expect(Object.keys(api.environment).filter((name) => !ours.includes(name))).toEqual([]);
    expect(worker.environment).toEqual(api.environment);
  });

  it('has no secret in it: passwords and keys come from the environment, and a missing password is told', () => {
    expect(db.environment['POSTGRES_PASSWORD']).toMatch(/^\$\{POSTGRES_PASSWORD:\?.+\}$/);
    expect(api.environment['DATABASE_URL']).toContain('${POSTGRES_PASSWORD:?');
    expect(api.environment['ETCETERA_BOOTSTRAP_KEY']).toMatch(/^\$\{/);
  });

  it('keeps the database and the models in volumes that are declared', () => {
    const used = Object.values(compose.services).flatMap((service) => service.volumes.map((volume) => volume.split(':')[0]));
    expect([...new Set(used)].sort()).toEqual(Object.keys(compose.volumes).sort());
    expect(api.environment['ETCETERA_MODELS_DIR']).toBe('/models');
    expect(api.volumes).toContain('models:/models');
  });

  it('starts programs that the build makes', () => {
    for (const file of [worker.command?.at(-1), /"(apps\/[^"]+\.js)"/.exec(dockerfile)?.[1]]) {
      const source = String(file).replace('/dist/', '/src/').replace(/\.js$/, '.ts');
      expect({ source, exists: existsSync(path.join(root, source)) }).toEqual({ source, exists: true });
    }
  });
});

describe('Dockerfile', () => {
  it('runs as an ordinary user, with a health check', () => {
    const last = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM ')));
    expect(last.filter((line) => line.startsWith('USER '))).toEqual(['USER node']);
    expect(last.some((line) => line.startsWith('HEALTHCHECK ') && line.includes('/readyz'))).toBe(true);
  });

  it('sets only variables that the product reads', () => {
    const names = instructions
      .filter((line) => line.startsWith('ENV '))
      .flatMap((line) => [...line.matchAll(/(\w+)=/g)].map((match) => match[1]));
    expect(names.length).toBeGreaterThan(3);
    expect(names.filter((name) => !ours.includes(String(name)))).toEqual([]);
  });

  it('copies only files and folders that exist', () => {
    const sources = instructions
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
      .flatMap((line) => line.split(/\s+/).slice(1, -1))
      .filter((source) => source !== '.');
    expect(sources.length).toBeGreaterThan(4);
    expect(sources.filter((source) => !existsSync(path.join(root, source)))).toEqual([]);
  });

  it('uses a Node that the product runs on', () => {
    const images = instructions.filter((line) => line.startsWith('FROM ')).map((line) => line.split(/\s+/)[1]);
    expect(new Set(images)).toEqual(new Set(['node:20-bookworm-slim']));
  });
});
