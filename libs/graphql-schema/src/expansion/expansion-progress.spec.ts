import { parse, subscribe, type ExecutionResult } from 'graphql';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSchema } from '../build-schema.js';
import type { Permission } from '../context.js';
import { data } from '../testing/ask.js';
import { openScriptedServices, type ScriptedServices } from '../testing/scripted-services.js';

const PROGRESS =
  'subscription ($id: ID!, $after: Int) { expansionProgress(id: $id, after: $after) { sequence status message candidates searchSteps judgementsDone judgementsPlanned provisional { stage results { entity { name } } } expansion { status lastSequence } } }';

describe('expansionProgress', () => {
  let services: ScriptedServices;
  beforeAll(async () => {
    services = await openScriptedServices();
  });
  afterAll(() => services.close());

  const start = async (): Promise<string> =>
    (await data(services, 'mutation { expand(input: { seeds: ["lion", "tiger"] }) { ... on Expansion { rawId } } }'))['expand']
      .rawId as string;

  const follow = (id: string, after?: number, permissions: Permission[] = ['read']) =>
    subscribe({
      schema: buildSchema(),
      document: parse(PROGRESS),
      variableValues: { id, after },
      contextValue: { services, actor: { name: 't' }, permissions: new Set(permissions) },
    });

  const collect = async (id: string, after?: number) => {
    const events: Record<string, unknown>[] = [];
    for await (const step of (await follow(id, after)) as AsyncIterable<ExecutionResult>)
      events.push(step.data?.['expansionProgress'] as Record<string, unknown>);
    return events;
  };

  it('gives stored events first, then live ones, shows the run as it is at each, and ends with it', async () => {
    const id = await start();
    await services.expansions.advance(id, 'one');
    const collected = collect(id);
    await sleep(50);
    await services.expansions.advance(id, 'two');
    await sleep(50);
    await services.expansions.finish(id);
    const events = await collected;
    expect(events.map((event) => event['message'])).toEqual(['one', 'two', 'Finished.']);
    expect(events.map((event) => event['sequence'])).toEqual([1, 2, 3]);
    expect(events[0]).toMatchObject({ provisional: { stage: 'neighbours', results: [{ entity: { name: 'Caracal' } }, {}] } });
    expect(events.map((event) => (event['expansion'] as { lastSequence: number }).lastSequence)).toEqual([1, 2, 3]);
    expect(events.at(-1)).toMatchObject({ status: 'COMPLETED', expansion: { status: 'COMPLETED' } });
  });

  it('resumes after a sequence number', async () => {
    const id = await start();
    await services.expansions.advance(id, 'one');
    await services.expansions.advance(id, 'two');
    await services.expansions.finish(id);
    expect((await collect(id, 1)).map((event) => event['sequence'])).toEqual([2, 3]);
  });

  it('stops listening as soon as a subscriber goes, though no event comes', async () => {
    const iterator = (await follow(await start())) as AsyncGenerator<ExecutionResult>;
    const waiting = iterator.next();
    await sleep(50);
    expect(services.expansions.listeners).toBe(1);
    await iterator.return(undefined);
    expect(await waiting).toMatchObject({ done: true });
    await sleep(20);
    expect(services.expansions.listeners).toBe(0);
  });

  it('refuses unknown runs, negative numbers and callers without permission', async () => {
    const id = await start();
    const code = async (...args: Parameters<typeof follow>) => ((await follow(...args)) as ExecutionResult).errors?.[0]?.extensions['code'];
    expect(await code('nowhere')).toBe('NOT_FOUND');
    expect(await code(id, -1)).toBe('BAD_USER_INPUT');
    expect(await code(id, 0, [])).toBe('UNAUTHENTICATED');
    expect(await code(id, 0, ['expand'])).toBe('FORBIDDEN');
  });
});
