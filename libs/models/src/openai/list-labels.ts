import { createHash } from 'node:crypto';

/** Letters that cannot be taken for digits or for each other. */
const letters = [...'ABCDEFGHJKLMNPQRSTUVWXYZ'];

/** Most members that a list can have labels for. */
export const MAX_LABELS = letters.length ** 2;

/**
 * Short labels for the members of one list, in the order of the members: one letter each, two when there are more than 24.
 * Which member gets which label depends only on (listIndex, attempt), never on the entity, so that no label carries meaning
 * from list to list and the first letters do not always stand at the top.
 * @throws RangeError for more than 576 members.
 */
export function listLabels(count: number, listIndex: number, attempt: number): readonly string[] {
  if (count > MAX_LABELS) throw new RangeError(`A short list of ${count} members is too long to label; ${MAX_LABELS} is the most.`);
  const pool = count <= letters.length ? letters : letters.flatMap((first) => letters.map((second) => first + second));
  const order = (label: string): string => createHash('sha256').update(`${listIndex}:${attempt}:${label}`).digest('hex');
  return pool
    .slice(0, count)
    .map((label) => ({ label, key: order(label) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ label }) => label);
}
