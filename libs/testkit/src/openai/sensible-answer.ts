import { createHash } from 'node:crypto';
import type { FakeFault } from './fake-openai-faults.js';

/** An entity as the model sees it. */
export interface ShownEntity {
  readonly label?: string;
  readonly name: string;
  readonly description?: string;
}

/** Gives each candidate a score, higher is better; ties keep the order in which they are shown. */
export type RankingRule = (candidate: ShownEntity, examples: readonly ShownEntity[]) => number;

/** Body of a chat request, as far as the fake looks at it. */
export interface FakeChatBody {
  readonly model?: string;
  readonly messages?: readonly { readonly role: string; readonly content: unknown }[];
  readonly response_format?: { readonly type?: string; readonly schema?: unknown; readonly json_schema?: { readonly schema?: unknown } };
  readonly [field: string]: unknown;
}

/** All text of a request, picture parts left out. */
export function promptText(body: FakeChatBody): string {
  return (body.messages ?? [])
    .flatMap(({ content }) =>
      Array.isArray(content) ? (content as { text?: string }[]).map((part) => part.text ?? '') : [String(content)],
    )
    .join('\n');
}

/** The entities in a block of the prompt: one JSON object a line. */
export function shownEntities(prompt: string, block: string): readonly ShownEntity[] {
  // The instructions mention the blocks too; the data is in the last one.
  const start = prompt.lastIndexOf(`<${block}>\n`);
  const end = prompt.indexOf(`</${block}>`, start);
  if (start === -1 || end === -1) return [];
  return prompt
    .slice(start, end)
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as ShownEntity);
}

/** The text of an answer that a sensible model would give, changed by the fault. */
export function chatContent(prompt: string, labelsOfSchema: readonly string[], rule: RankingRule, fault: FakeFault): string {
  const candidates = shownEntities(prompt, 'candidates');
  const examples = shownEntities(prompt, 'examples');
  const ranked = [...candidates].sort((a, b) => rule(b, examples) - rule(a, examples)).map((candidate) => candidate.label ?? '');
  const labels = ranked.length > 0 ? ranked : [...labelsOfSchema];
  const answer = (ranking: readonly string[], noneBelong = false): string => JSON.stringify({ ranking, none_belong: noneBelong });
  switch (fault.kind) {
    case 'malformed-json':
      return answer(labels).slice(0, -8);
    case 'missing-labels':
      return answer(labels.slice(0, -fault.count));
    case 'repeated-labels':
      return answer([...labels.slice(0, 1), ...labels]);
    case 'unknown-labels':
      return answer(['ZZZ', 'entity-1', ...labels]);
    case 'none-belong':
      return answer([], true);
    default:
      return answer(labels);
  }
}

/** A vector that depends on the text alone; not of unit length. */
export function hashVector(text: string, dimensions: number): number[] {
  return Array.from({ length: dimensions }, (_, i) => {
    const digest = createHash('sha256').update(`${i}:${text}`).digest();
    return (digest.readInt32BE(0) / 2 ** 31) * 3;
  });
}
