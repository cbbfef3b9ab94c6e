import {
  requireJudgeable,
  type JudgeAnswer,
  type JudgedEntity,
  type JudgeQuestion,
  type JsonValue,
  type ListJudge,
  type ShownJudgement,
} from '@etcetera/ranking';
import { stepNumber, type Calls } from '../calls/calls.js';
import type { JudgementRecord } from '../model.js';

export interface JudgeListInput {
  readonly calls: Calls;
  /** In a replay only `read` of it is used. */
  readonly judge: Pick<ListJudge, 'identity' | 'describe' | 'ask' | 'read'>;
  readonly seeds: readonly JudgedEntity[];
  readonly negativeSeeds: readonly JudgedEntity[];
  readonly members: readonly JudgedEntity[];
  readonly listIndex: number;
  readonly reask: boolean;
  readonly record: (judgement: JudgementRecord) => Promise<void>;
  readonly signal?: AbortSignal;
}

/**
 * Puts one short list to the judge. An answer that leaves members out or cannot be read is asked for once more, with the whole list in another
 * order; the attempt that ranks more counts, both are recorded.
 * @throws RankingError for a list that shows a seed, a negative seed or a member twice.
 */
export async function judgeList(input: JudgeListInput): Promise<{ counted: ShownJudgement; reasked: boolean }> {
  requireJudgeable({ ...input, attempt: 1 });
  const first = await attempt(input, 1);
  if (!input.reask || first.outcome === 'complete' || first.outcome === 'none-belong') return { counted: first, reasked: false };
  const second = await attempt(input, 2);
  return { counted: second.rankedIds.length > first.rankedIds.length || second.outcome === 'none-belong' ? second : first, reasked: true };
}

async function attempt(input: JudgeListInput, number: number): Promise<ShownJudgement> {
  const members = number === 1 ? input.members : [...input.members].reverse();
  const question: JudgeQuestion = {
    listIndex: input.listIndex,
    attempt: number,
    seeds: input.seeds,
    negativeSeeds: input.negativeSeeds,
    members,
  };
  const { judge } = input;
  const { answer, hash } = await input.calls.once(
    {
      key: `judge:${stepNumber(input.listIndex)}:${number}`,
      kind: 'judge',
      model: `${judge.identity.name}@${judge.identity.fingerprint}`,
      shareable: true,
      request: judge.describe(question),
    },
    async () => {
      const given = await judge.ask(question, input.signal);
      return { answer: { payload: given.payload, usage: given.usage as unknown as JsonValue }, usage: given.usage };
    },
  );
  const read = judge.read(question, answer as unknown as JudgeAnswer);
  const shownIds = members.map((member) => member.id);
  await input.record({ listIndex: input.listIndex, attempt: number, shownIds, ...read, ledgerHash: hash });
  return { shownIds, ...read };
}
