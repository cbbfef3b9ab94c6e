import type { Prng } from '../random/prng.js';
import type { Round } from './procedure.js';

/** Full batches that so many members make; one of fewer than L where there are not enough. */
export function batchCount(members: number, listLength: number): number {
  return Math.max(1, Math.floor(members / listLength));
}

/** How many, from the first on, the calls cover once on a level and on all below it down to one that is a single batch. */
export function coverable(size: number, calls: number, listLength: number, ratio: number): number {
  const needed = (covered: number): number =>
    covered <= listLength ? Math.min(1, covered) : batchCount(covered, listLength) + needed(Math.floor(covered * ratio));
  let covered = Math.min(size, calls * listLength);
  while (needed(covered) > calls) covered--;
  return covered;
}

/** Cuts shuffle after shuffle of the members into full batches; who has been left out more often than others comes first. */
export class Shuffler {
  readonly batches: number;
  private readonly batchLength: number;
  private readonly shown: Map<string, number>;

  constructor(
    members: readonly string[],
    listLength: number,
    private readonly prng: Prng,
  ) {
    this.batches = batchCount(members.length, listLength);
    this.batchLength = Math.min(listLength, members.length);
    this.shown = new Map(members.map((id) => [id, 0]));
  }

  next(): Round {
    const due = this.prng.shuffled([...this.shown]).sort(([, a], [, b]) => a - b);
    const chosen = due.slice(0, this.batches * this.batchLength);
    for (const [id, times] of chosen) this.shown.set(id, times + 1);
    const members = this.prng.shuffled(chosen.map(([id]) => id));
    return Array.from({ length: this.batches }, (_, i) => members.slice(i * this.batchLength, (i + 1) * this.batchLength));
  }
}
