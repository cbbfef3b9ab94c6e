import type { Rejection } from '../model.js';
import type { BatchOutcome } from '../ports/knowledge-store.js';

export interface ImportProgress extends BatchOutcome {
  readonly rowsRead: number;
  readonly rejected: number;
  readonly elapsedMs: number;
  /** Rows read a second since the start. */
  readonly rowsPerSecond: number;
}

const KEPT_REJECTIONS = 20;

/** Adds up what the batches of an import did. */
export class ImportTally {
  readonly firstRejections: Rejection[] = [];
  private readonly counts = { rowsRead: 0, created: 0, updated: 0, unchanged: 0, rejected: 0 };
  private readonly startMs: number;

  constructor(private readonly now: () => number) {
    this.startMs = now();
  }

  add(outcome: BatchOutcome, batch: { rejections: readonly Rejection[]; rowsRead: number }): void {
    this.counts.created += outcome.created;
    this.counts.updated += outcome.updated;
    this.counts.unchanged += outcome.unchanged;
    this.counts.rejected += batch.rejections.length;
    this.counts.rowsRead += batch.rowsRead;
    this.firstRejections.push(...batch.rejections.slice(0, KEPT_REJECTIONS - this.firstRejections.length));
  }

  elapsedMs(): number {
    return Math.round(this.now() - this.startMs);
  }

  progress(): ImportProgress {
    const elapsedMs = this.elapsedMs();
    return { ...this.counts, elapsedMs, rowsPerSecond: (this.counts.rowsRead * 1000) / Math.max(1, elapsedMs) };
  }
}
