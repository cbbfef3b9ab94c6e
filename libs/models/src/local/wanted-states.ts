import type { SequenceSlot, TokenText } from './sequence-slot.js';

/** So many expected paths are looked through for those that need a state of their own, per state that can be kept. */
const LOOK_AHEAD = 2;

/** What would get lost, and what the rest is worth. */
export interface StatesReview {
  /** The rank of the soonest wanted state that a slot alone holds; slots without one hold nothing that is wanted. */
  readonly ranks: Map<SequenceSlot, number>;
  /** Slots whose state is wanted and held nowhere else, the soonest first, with its rank. */
  readonly lost: ReadonlyMap<SequenceSlot, number>;
}

/** The states that will be gone on from, as far as callers said. */
export class WantedStates {
  /** By prompt (the same array for all steps of a prompt), the most recently expected last. */
  readonly #wanted = new Map<readonly number[], readonly TokenText[]>();

  /**
   * @param limit how many states of a prompt can be of use
   * @param prompts of how many prompts expectations are kept
   */
  constructor(
    private readonly limit: number,
    private readonly prompts: number,
  ) {}

  /** Takes down what will be asked, the soonest first: wanted is what the last token of each path comes after. */
  expect(prompt: readonly number[], paths: Iterable<readonly number[]>): void {
    const states = new Map<string, TokenText>();
    let looked = 0;
    if (this.limit > 0) {
      for (const path of paths) {
        // The prompt itself is kept anyway.
        if (path.length > 1) states.set(path.slice(0, -1).join(), { prompt, path: path.slice(0, -1) });
        if (states.size >= this.limit || ++looked >= this.limit * LOOK_AHEAD) break;
      }
    }
    this.#wanted.delete(prompt);
    this.#wanted.set(prompt, [...states.values()]);
    const [oldest] = this.#wanted.keys();
    if (this.#wanted.size > this.prompts && oldest) this.#wanted.delete(oldest);
  }

  /**
   * @param coming texts about to be read: what they begin with stays known
   * @param kept slots that stay as they are
   * @param overwritten slots that do not
   */
  review(coming: readonly TokenText[], kept: readonly SequenceSlot[], overwritten: readonly SequenceSlot[]): StatesReview {
    const ranks = new Map<SequenceSlot, number>();
    const lost = new Map<SequenceSlot, number>();
    // Ranks count per prompt: runs that alternate share the slots evenly.
    for (const states of this.#wanted.values()) {
      states.forEach((state, rank) => {
        const length = state.prompt.length + state.path.length;
        const holds = (slot: SequenceSlot) => slot.sharedLength(state) === length;
        const holder = kept.find(holds);
        if (holder) ranks.set(holder, Math.min(rank, ranks.get(holder) ?? Infinity));
        else if (!coming.some((text) => beginsWith(text, state))) {
          const loser = overwritten.find(holds);
          if (loser) lost.set(loser, Math.min(rank, lost.get(loser) ?? Infinity));
        }
      });
    }
    return { ranks, lost: new Map([...lost].sort((a, b) => a[1] - b[1])) };
  }
}

function beginsWith(text: TokenText, state: TokenText): boolean {
  return text.prompt === state.prompt && state.path.length <= text.path.length && state.path.every((token, i) => token === text.path[i]);
}
