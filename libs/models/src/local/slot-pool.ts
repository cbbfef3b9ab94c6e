import type { SequenceSlot, TokenText } from './sequence-slot.js';
import { WantedStates } from './wanted-states.js';

/** Where the known beginning of a text comes from. */
interface Source {
  readonly slot: SequenceSlot;
  readonly length: number;
}

/** Which slot answers a text, and what it takes over from where. */
interface Plan {
  readonly text: TokenText;
  readonly target: SequenceSlot;
  source: Source;
}

/** The sequences of a context by what they are used for, each group in the order of the context. */
export interface SlotGroups {
  readonly working: readonly SequenceSlot[];
  readonly prompts: readonly SequenceSlot[];
  readonly states: readonly SequenceSlot[];
}

/**
 * Shares the states of a context's sequences between requests, so that each request reads as few tokens as possible.
 *
 * *Working* slots answer requests, always the first ones side by side: the runtime computes neighbouring sequences with equally many
 * tokens in one go, and splits anything else into slower pieces. *Prompt* slots keep whole prompts, so that runs with different prompts
 * can alternate without reading them again. *State* slots keep what working slots are about to forget although it is expected to be
 * gone on from: copying a state costs a tenth of reading a token beside the others.
 */
export class SlotPool {
  readonly #working: readonly SequenceSlot[];
  readonly #first: SequenceSlot;
  readonly #prompts: SequenceSlot[];
  /** The least recently written stands first. */
  readonly #states: SequenceSlot[];
  readonly #wanted: WantedStates;

  /** @throws RangeError without any working slot */
  constructor({ working, prompts, states }: SlotGroups) {
    const [first] = working;
    if (!first) throw new RangeError('sequences: at least 1 is needed to answer requests');
    this.#first = first;
    this.#working = working;
    this.#prompts = [...prompts];
    this.#states = [...states];
    this.#wanted = new WantedStates(states.length, Math.max(1, prompts.length));
  }

  /** What will probably be asked after the next texts, the soonest first. */
  expect(prompt: readonly number[], paths: Iterable<readonly number[]>): void {
    this.#wanted.expect(prompt, paths);
  }

  /**
   * A slot for each text, no two the same, holding as much of it as is known, but never all of it.
   * @param texts at most as many as there are working slots
   */
  async prepare(texts: readonly TokenText[]): Promise<readonly SequenceSlot[]> {
    await this.#shelvePrompts(texts);
    const plans = this.#plan(texts);
    await this.#saveStates(plans);
    await this.#transfer(plans);
    return plans.map(({ target }) => target);
  }

  /** The slots in the order of the context, in which they have to be asked: the runtime takes only rising neighbours together. */
  inOrder(slots: readonly SequenceSlot[]): readonly SequenceSlot[] {
    return this.#working.filter((slot) => slots.includes(slot));
  }

  /** A prompt that several texts begin with is read once and kept. */
  async #shelvePrompts(texts: readonly TokenText[]): Promise<void> {
    const uses = new Map<readonly number[], number>();
    for (const { prompt } of texts) uses.set(prompt, (uses.get(prompt) ?? 0) + 1);
    for (const [prompt, count] of uses) {
      if (count < 2 || prompt.length === 0) continue;
      const text: TokenText = { prompt, path: [] };
      const kept = this.#prompts.find((slot) => slot.sharedLength(text) === prompt.length) ?? (await this.#shelve(text));
      if (!kept) return;
      // The most recently used prompt stands last; the first is the next to go.
      this.#prompts.splice(this.#prompts.indexOf(kept), 1);
      this.#prompts.push(kept);
    }
  }

  async #shelve(text: TokenText): Promise<SequenceSlot | undefined> {
    const slot = this.#prompts[0];
    if (!slot) return undefined;
    const source = this.#bestSource(text, slot, text.prompt.length);
    if (source.slot === slot) await slot.keep(text, source.length);
    else await slot.fork(source.slot, text, source.length);
    await slot.read(text);
    return slot;
  }

  /** Texts that continue what a working slot holds stay there; the others fill the gaps, those with most to read side by side. */
  #plan(texts: readonly TokenText[]): readonly Plan[] {
    const free = new Set(this.#working.slice(0, texts.length));
    const targets = new Map<number, SequenceSlot>();
    const open = texts.map((text, index) => ({ index, text, source: this.#bestSource(text) })).sort((a, b) => unread(b) - unread(a));
    for (const { index, text, source } of open) {
      if (source.length > text.prompt.length && free.delete(source.slot)) targets.set(index, source.slot);
    }
    const gaps = [...free];
    for (const { index } of open) {
      if (!targets.has(index)) targets.set(index, gaps.shift() as SequenceSlot);
    }
    return texts.map((text, index) => {
      const target = targets.get(index) as SequenceSlot;
      return { text, target, source: this.#bestSource(text, target) };
    });
  }

  /** Copies what is wanted, and only held where it will be overwritten, to the state slots that hold what is wanted least. */
  async #saveStates(plans: readonly Plan[]): Promise<void> {
    const overwritten = new Set(plans.map(({ target }) => target));
    const kept = [...this.#states, ...this.#working.filter((slot) => !overwritten.has(slot))];
    const { ranks, lost } = this.#wanted.review(
      plans.map(({ text }) => text),
      kept,
      [...overwritten],
    );
    const needed = new Set(plans.map(({ source }) => source.slot));
    for (const [slot, rank] of lost) {
      const victim = this.#leastWanted(ranks, needed);
      const text = slot.held;
      if (!victim || !text || (ranks.get(victim) ?? Infinity) <= rank) return;
      await victim.fork(slot, text, lengthOf(text));
      ranks.set(victim, rank);
      this.#states.splice(this.#states.indexOf(victim), 1);
      this.#states.push(victim);
    }
  }

  #leastWanted(ranks: ReadonlyMap<SequenceSlot, number>, needed: ReadonlySet<SequenceSlot>): SequenceSlot | undefined {
    let least: SequenceSlot | undefined;
    for (const slot of this.#states) {
      if (needed.has(slot)) continue;
      if (!least || (ranks.get(slot) ?? Infinity) > (ranks.get(least) ?? Infinity)) least = slot;
    }
    return least;
  }

  /** Brings the known beginnings to where they are needed. */
  async #transfer(plans: readonly Plan[]): Promise<void> {
    const settled = plans.filter(({ source, target }) => source.slot === target);
    const open = new Set(plans.filter((plan) => !settled.includes(plan)));
    while (open.size > 0) {
      const waiting = [...open];
      const isRead = ({ target }: Plan) => waiting.some((other) => other.target !== target && other.source.slot === target);
      // A slot that others still read from is overwritten last. Where slots wait for each other in a circle, the first gives way:
      // its readers look for their best source again.
      const next = waiting.find((plan) => !isRead(plan)) ?? waiting[0];
      if (!next) break;
      open.delete(next);
      const { source, target, text } = next;
      if (source.slot === target) settled.push(next);
      else if (!(await target.fork(source.slot, text, source.length))) settled.push({ ...next, source: { slot: target, length: 0 } });
      for (const plan of open) if (plan.source.slot === target) plan.source = this.#bestSource(plan.text, plan.target);
    }
    // What others read from is cut only now.
    for (const { target, text, source } of settled) await target.keep(text, source.length);
  }

  /** The slot that holds most of a text; the preferred one where it is no worse. At least the last token is left to be read. */
  #bestSource(text: TokenText, preferred?: SequenceSlot, limit = lengthOf(text) - 1): Source {
    const known = (slot: SequenceSlot): Source => ({ slot, length: Math.min(slot.sharedLength(text), limit) });
    let best = known(preferred ?? this.#first);
    for (const group of [this.#working, this.#prompts, this.#states]) {
      for (const slot of group) {
        if (best.length >= limit) return best;
        const source = known(slot);
        if (source.length > best.length) best = source;
      }
    }
    return best;
  }
}

function unread({ text, source }: { text: TokenText; source: Source }): number {
  return lengthOf(text) - source.length;
}

function lengthOf(text: TokenText): number {
  return text.prompt.length + text.path.length;
}
