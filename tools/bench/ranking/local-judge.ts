import { createConstrainedJudge, runProcedure, type Judgement } from '@etcetera/ranking';
import { averagePrecision } from '@etcetera/evaluation';
import { likeness, loadSample, nearest, sampleQueries } from './cut-sample.js';
import { METHODS } from './methods.js';
import { sampleModel } from './search-data.js';

export interface LocalJudgeRow {
  readonly method: string;
  readonly budget: number;
  /** Means over the queries. */
  readonly calls: number;
  readonly shown: number;
  readonly 'map@10': number;
}

const POOL = 100;
const LIST_LENGTH = 10;
const BUDGETS = [10, 20];
const EVERY = 8;

/**
 * All methods with the local language model as judge: for every eighth class of the sample base, one query of three seeds; candidates are the
 * hundred nearest neighbours in the embedding space, their cosines the stage-1 scores. The same list is put to the model only once.
 * The single long list is left out: a hundred names do not fit the model's context.
 */
export async function measureLocalJudge(): Promise<readonly LocalJudgeRow[]> {
  const sample = await loadSample('name: description');
  const model = await sampleModel();
  const judge = createConstrainedJudge(model);
  const queries = sampleQueries(sample, 3, 1).filter((_, index) => index % EVERY === 0);
  const entity = (id: string) => ({ id, name: sample.names[sample.rowOf.get(id) as number] as string });
  const answers = new Map<string, Promise<Judgement>>();
  const rows: LocalJudgeRow[] = [];
  const none = { method: 'stage 1 alone', budget: 0, calls: 0, shown: 0, sum: 0 };
  const totals = new Map<string, typeof none>([[none.method, none]]);
  for (const [number, query] of queries.entries()) {
    const pool = nearest(sample, likeness(sample, query.seedIds), new Set(query.seedIds), POOL);
    const candidates = pool.map(({ entityId }) => entityId);
    const gold = new Set(query.goldIds.filter((id) => !query.seedIds.includes(id)));
    const quality = (order: readonly string[]) => averagePrecision(order, gold, 10);
    none.sum += quality(candidates);
    const ask = (members: readonly string[]): Promise<Judgement> => {
      const key = `${number} ${members.join()}`;
      const question = {
        listIndex: 0,
        attempt: 1,
        seeds: query.seedIds.map(entity),
        negativeSeeds: [],
        members: members.map(entity),
      };
      const answer = answers.get(key) ?? judge.ask(question).then((given) => ({ shownIds: members, ...judge.read(question, given) }));
      answers.set(key, answer);
      return answer;
    };
    for (const budget of BUDGETS) {
      for (const method of METHODS.filter(({ name }) => name !== 'single long list')) {
        const task = {
          candidates,
          priorScores: pool.map(({ score }) => score),
          listLength: LIST_LENGTH,
          depth: 10,
          maxCalls: budget,
          seed: 1,
        };
        const run = await runProcedure(method.start(task), ask, { concurrency: 1 });
        const key = `${method.name} ${budget}`;
        const total = totals.get(key) ?? { method: method.name, budget, calls: 0, shown: 0, sum: 0 };
        totals.set(key, { ...total, calls: total.calls + run.calls, shown: total.shown + run.shown, sum: total.sum + quality(run.order) });
      }
    }
    console.error(`local judge: query ${number + 1} of ${queries.length}`);
  }
  await model.dispose();
  for (const { method, budget, calls, shown, sum } of totals.values()) {
    rows.push({ method, budget, calls: calls / queries.length, shown: shown / queries.length, 'map@10': sum / queries.length });
  }
  return rows;
}
