import { BudgetReachedError } from '../engine/budget.js';
import type { LedgerRecord } from '../model.js';
import type { Ledger } from '../ports/ledger.js';
import { ReplayError } from '../services.js';
import type { Call } from './calls.js';
import { createLiveCalls } from './live-calls.js';
import { recordTokenModel } from './recorded-token-model.js';
import { createReplayCalls } from './replay-calls.js';

const limits = { maxCalls: 100, maxTokens: 1000, maxCostMicroUsd: null, maxSeconds: 100 };
const call = (key: string, request = key, shareable = true): Call => ({ key, kind: 'judge', model: 'm', request, shareable });

function memoryLedger() {
  const entries = new Map<string, LedgerRecord>();
  const links = new Map<string, Map<string, string>>();
  const ledger: Ledger = {
    get: (hashes) =>
      Promise.resolve(new Map(hashes.flatMap((hash) => (entries.has(hash) ? [[hash, entries.get(hash) as LedgerRecord] as const] : [])))),
    put: (records) => Promise.resolve(records.forEach((record) => entries.has(record.hash) || entries.set(record.hash, record))),
    link: (id, calls) => {
      const known = links.get(id) ?? new Map<string, string>();
      calls.forEach(({ key, hash }) => known.set(key, hash));
      links.set(id, known);
      return Promise.resolve();
    },
    callsOf: (id) => Promise.resolve(new Map([...(links.get(id) ?? [])].map(([key, hash]) => [key, entries.get(hash) as LedgerRecord]))),
  };
  return { ledger, entries };
}

function setup(cache: 'reuse' | 'fresh' = 'reuse', over = {}) {
  const { ledger, entries } = memoryLedger();
  let asked = 0;
  const ask = () => Promise.resolve({ answer: `answer ${++asked}`, usage: { promptTokens: 10, completionTokens: 1, costMicroUsd: 5 } });
  const open = (expansionId: string, mode = cache) =>
    createLiveCalls({ ledger, clock: { now: () => 0 }, expansionId, cache: mode, limits: { ...limits, ...over } });
  return { ledger, entries, ask, open, asked: () => asked };
}

describe('live calls', () => {
  it('ask once, and answer a resumed run and another run from the record', async () => {
    const { open, ask, asked } = setup();
    const first = await (await open('run')).once(call('judge:1:1'), ask);
    expect(await (await open('run')).once(call('judge:1:1'), ask)).toEqual(first);
    const other = await open('other');
    expect(await other.once(call('judge:7:1', 'judge:1:1'), ask)).toEqual(first);
    expect(asked()).toBe(1);
    expect(other.tally()).toMatchObject({ calls: 0, reusedCalls: 1, promptTokens: 0, costMicroUsd: 0 });
  });

  it('ask again in a fresh run and keep both answers, but not again when that run is resumed', async () => {
    const { open, ask, asked, entries } = setup();
    await (await open('run')).once(call('a'), ask);
    const fresh = await (await open('second', 'fresh')).once(call('a'), ask);
    expect(fresh.answer).toBe('answer 2');
    expect((await (await open('second', 'fresh')).once(call('a'), ask)).answer).toBe('answer 2');
    expect(asked()).toBe(2);
    expect(entries.size).toBe(2);
  });

  it('never share an answer that depends on more than the request', async () => {
    const { open, ask } = setup();
    const first = await (await open('run')).once(call('text', 'same', false), ask);
    const second = await (await open('other')).once(call('text', 'same', false), ask);
    expect(second.answer).not.toBe(first.answer);
  });

  it.each([
    ['maxCalls', { maxCalls: 2 }, 2],
    ['maxTokens', { maxTokens: 30 }, 3],
    ['maxCostMicroUsd', { maxCostMicroUsd: 9 }, 2],
  ])('stop before the call that would come after %s is reached', async (limit, over, made) => {
    const { open, ask, asked } = setup('reuse', over);
    const calls = await open('run');
    const all = async () => {
      for (let i = 0; i < 10; i++) await calls.once(call(`c${i}`), ask);
    };
    await expect(all()).rejects.toThrow(BudgetReachedError);
    await expect(calls.once(call('more'), ask)).rejects.toThrow(new RegExp(limit));
    expect(asked()).toBe(made);
  });

  it('record nothing for a call that failed', async () => {
    const { open, entries } = setup();
    const calls = await open('run');
    await expect(calls.once(call('a'), () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    await calls.flush();
    expect(entries.size).toBe(0);
  });
});

describe('replay calls', () => {
  it('answer from the record by step, ask nobody, and name the step that is missing', async () => {
    const { open, ask, ledger, asked } = setup();
    await (await open('run')).once(call('a'), ask);
    const replay = createReplayCalls(await ledger.callsOf('run'));
    const never = () => Promise.reject(new Error('asked'));
    expect((await replay.once(call('a', 'another request'), never)).answer).toBe('answer 1');
    await expect(replay.once(call('b'), never)).rejects.toThrow(ReplayError);
    await expect(replay.once(call('b'), never)).rejects.toThrow(/step "b"/);
    expect(asked()).toBe(1);
  });
});

describe('a recorded token model', () => {
  it('gives the same bits from the record as from the model', async () => {
    const { ledger } = setup();
    const values = [Math.log(1 / 3), -0.1 - 0.2, -Number.MIN_VALUE, -1e300];
    const identity = { name: 'm', fingerprint: 'f', kind: 'local' as const };
    const model = {
      identity,
      batchSize: 3,
      contextSize: 99,
      tokenize: (text: string) => [...text].map(Number),
      logProbabilities: () => Promise.resolve([Float64Array.from(values)]),
    };
    const live = await createLiveCalls({ ledger, clock: { now: () => 0 }, expansionId: 'run', cache: 'reuse', limits });
    const step = [{ prompt: [1], path: [], allowed: [1, 2, 3, 4] }];
    const recorder = await recordTokenModel(live, model, identity, { vocabulary: ['12'], prompts: ['3'] });
    const [given] = await recorder.logProbabilities(step);
    await live.flush();
    const player = await recordTokenModel(createReplayCalls(await ledger.callsOf('run')), undefined, identity, {
      vocabulary: ['12'],
      prompts: ['3'],
    });
    expect(player).toMatchObject({ batchSize: 3, contextSize: 99 });
    expect(player.tokenize('12')).toEqual([1, 2]);
    const [replayed] = await player.logProbabilities(step);
    expect([...(replayed ?? [])].every((value, i) => Object.is(value, given?.[i]) && Object.is(value, values[i]))).toBe(true);
    expect(() => player.tokenize('4')).toThrow(/No tokens were recorded/);
  });
});
