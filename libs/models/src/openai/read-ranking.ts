import { parseJudgement, type JsonValue, type JudgementIssue, type ReadJudgement } from '@etcetera/ranking';
import { extractJson } from './extract-json.js';

/** What the ledger keeps of an answer. */
export interface StructuredPayload {
  /** The text of the answer as received; null when the model gave none. */
  readonly content: string | null;
  /** What the model said instead, when it refused. */
  readonly refusal: string | null;
  /** E.g. "stop", or "length" when the answer was cut off. */
  readonly finishReason: string | null;
  /** The model that the endpoint says it used. */
  readonly servedModel: string | null;
  readonly attempts: number;
  /** How the call differed from its description, and what was not reported. */
  readonly warnings: readonly string[];
}

/** Understands an answer; only labels of this list count, and everything that had to be tolerated becomes an issue. Pure. */
export function readRanking(payload: JsonValue, labelToId: ReadonlyMap<string, string>): ReadJudgement {
  const answer = asPayload(payload);
  if (!answer) return malformed('the recorded answer is not one of this judge', labelToId);
  const cut = answer.finishReason === 'length' ? ' (it was cut off at the token limit)' : '';
  if (answer.content === null) return malformed(`the model gave no text${answer.refusal ? `: ${answer.refusal}` : cut}`, labelToId);
  const { value, notes } = extractJson(answer.content);
  if (value === undefined) return malformed(`${notes.join('; ')}${cut}`, labelToId);
  const issues = notes.map(unparsable);
  const ranking: unknown = Array.isArray(value) ? value : (value as Record<string, unknown>)['ranking'];
  const noneBelong = !Array.isArray(value) && (value as Record<string, unknown>)['none_belong'] === true;
  if (Array.isArray(value)) issues.push(unparsable('the answer is a bare list'));
  if (!Array.isArray(ranking) && !noneBelong) issues.push(unparsable('"ranking" is not a list'));
  const labels: string[] = [];
  for (const entry of Array.isArray(ranking) ? ranking : []) {
    if (typeof entry === 'string') labels.push(entry);
    else issues.push(unparsable(`an entry of "ranking" is not a label: ${JSON.stringify(entry).slice(0, 80)}`));
  }
  if (noneBelong && labels.length > 0) issues.push(unparsable('the answer says that none belong and ranks some'));
  return parseJudgement({ labels, noneBelong, labelToId, issues });
}

const unparsable = (detail: string): JudgementIssue => ({ kind: 'unparsable', detail });

function malformed(detail: string, labelToId: ReadonlyMap<string, string>): ReadJudgement {
  return parseJudgement({ labels: [], labelToId, issues: [unparsable(detail)] });
}

function asPayload(payload: JsonValue): Pick<StructuredPayload, 'content' | 'refusal' | 'finishReason'> | undefined {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return undefined;
  const { content, refusal, finishReason } = payload as Readonly<Record<string, JsonValue | undefined>>;
  if (typeof content !== 'string' && content !== null) return undefined;
  return {
    content,
    refusal: typeof refusal === 'string' ? refusal : null,
    finishReason: typeof finishReason === 'string' ? finishReason : null,
  };
}
