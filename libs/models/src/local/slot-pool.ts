import type { SequenceSlot, TokenText } from './sequence-slot.js';

/** Where the known beginning of a text comes from. */
interface Source {
  readonly slot: SequenceSlot;
  readonly length: number;
}

/**
 * Shares the states of a context's sequences between requests, so that each request reads as few tokens as possible.
 *
 * *Working* slots answer requests, always the first ones side by side: the runtime computes neighbouring sequences with equally many
 * tokens in one go, and splits anything else into slower pieces. *Shelf* slots keep whole prompts, so that runs with different prompts
 * can alternate without reading them again.
 */
export class SlotPool {
  readonly #working: readonly SequenceSlot[];
  readonly #first: SequenceSlot;
  readonly #shelf: SequenceSlot[];

  /** @throws RangeError without any working slot */
  constructor(working: readonly SequenceSlot[], shelf: readonly SequenceSlot[]) {
    const [first] = working;
    if (!first) throw new RangeError('sequences: at least 1 is needed to answer requests');
    this.#first = first;
    this.#working = working;
    this.#shelf = [...shelf];
  }

  /** How many texts can be prepared at once. */
  get size(): number {
    return this.#working.length;
  }

  /**
   * A slot for each text, no two the same, holding as much of it as is known, but never all of it.
   * @param texts at most `size`
   */
  async prepare(texts: readonly TokenText[]): Promise<readonly SequenceSlot[]> {
    await this.#shelvePrompts(texts);
    const targets = this.#assign(texts);
    await this.#transfer(texts, targets);
    return targets;
  }

  /** A prompt that several texts begin with is read once and kept. */
  async #shelvePrompts(texts: readonly TokenText[]): Promise<void> {
    const uses = new Map<readonly number[], number>();
    for (const { prompt } of texts) uses.set(prompt, (uses.get(prompt) ?? 0) + 1);
    for (const [prompt, count] of uses) {
      if (count < 2 || prompt.length === 0) continue;
      const text: TokenText = { prompt, path: [] };
      const kept = this.#shelf.find((slot) => slot.sharedLength(text) === prompt.length) ?? (await this.#shelve(text));
      if (!kept) return;
      // The most recently used prompt stands last; the first is the next to go.
      this.#shelf.splice(this.#shelf.indexOf(kept), 1);
      this.#shelf.push(kept);
    }
  }

  async #shelve(text: TokenText): Promise<SequenceSlot | undefined> {
    const slot = this.#shelf[0];
    if (!slot) return undefined;
    const source = this.#bestSource(text, slot);
    if (source.slot === slot) await slot.keep(text, source.length);
    else await slot.fork(source.slot, text, source.length);
    await slot.read(text);
    return slot;
  }

  /** Texts that continue what a working slot holds stay there; the others fill the gaps, those with most to read side by side. */
  #assign(texts: readonly TokenText[]): readonly SequenceSlot[] {
    const free = new Set(this.#working.slice(0, texts.length));
    const assigned = new Map<number, SequenceSlot>();
    const open = texts.map((text, index) => ({ index, text, source: this.#bestSource(text) })).sort((a, b) => unread(b) - unread(a));
    for (const { index, text, source } of open) {
      if (source.length > text.prompt.length && free.delete(source.slot)) assigned.set(index, source.slot);
    }
    const gaps = [...free];
    for (const { index } of open) {
      if (!assigned.has(index)) assigned.set(index, gaps.shift() as SequenceSlot);
    }
    return texts.map((_, index) => assigned.get(index) as SequenceSlot);
  }

  /** Brings the known beginnings to where they are needed. */
  async #transfer(texts: readonly TokenText[], targets: readonly SequenceSlot[]): Promise<void> {
    const open = new Map(targets.map((target, i) => [target, texts[i] as TokenText]));
    const settled: [SequenceSlot, TokenText, number][] = [];
    while (open.size > 0) {
      const plans = [...open].map(([target, text]) => ({ target, text, source: this.#bestSource(text, target) }));
      const read = (slot: SequenceSlot) => plans.some(({ target, source }) => target !== slot && source.slot === slot);
      // A slot that others still read from is overwritten last. Where slots wait for each other in a circle, the first gives way:
      // its readers look for their best source again.
      const next = plans.find((plan) => !read(plan.target)) ?? plans[0];
      if (!next) break;
      const { target, text, source } = next;
      if (source.slot === target) settled.push([target, text, source.length]);
      else if (!(await target.fork(source.slot, text, source.length))) settled.push([target, text, 0]);
      open.delete(target);
    }
    for (const [target, text, length] of settled) await target.keep(text, length);
  }

  /** The slot that holds most of a text; the preferred one where it is no worse. At least the last token is left to be read. */
  #bestSource(text: TokenText, preferred?: SequenceSlot): Source {
    const limit = lengthOf(text) - 1;
    const known = (slot: SequenceSlot): Source => ({ slot, length: Math.min(slot.sharedLength(text), limit) });
    let best = known(preferred ?? this.#first);
    for (const slot of [...this.#working, ...this.#shelf]) {
      const source = known(slot);
      if (source.length > best.length) best = source;
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
