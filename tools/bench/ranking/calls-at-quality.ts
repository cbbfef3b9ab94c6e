/** A point of a curve of quality against calls. */
export interface CurvePoint {
  readonly calls: number;
  readonly quality: number;
}

/**
 * The calls at which a curve first reaches a quality, on straight lines between its points.
 * @param curve in any order. @returns Infinity when no point reaches it; the calls of the first point when that one already does.
 */
export function callsAtQuality(curve: readonly CurvePoint[], quality: number): number {
  const points = [...curve].sort((a, b) => a.calls - b.calls);
  const at = points.findIndex((point) => point.quality >= quality);
  if (at < 0) return Infinity;
  const reached = points[at] as CurvePoint;
  const before = points[at - 1];
  if (!before) return reached.calls;
  return before.calls + ((quality - before.quality) / (reached.quality - before.quality)) * (reached.calls - before.calls);
}

export interface PeerComparison {
  /** Calls that were allowed; the peer may have taken fewer. */
  readonly budget: number;
  readonly peer: string;
  readonly quality: number;
  readonly peerCalls: number;
  readonly ourCalls: number;
  /** ourCalls / peerCalls. */
  readonly ratio: number;
}

/** For each budget: the best peer there, and the calls that we need for its quality. */
export function compareWithPeers(
  rows: readonly {
    readonly method: string;
    readonly kind: string;
    readonly budget: number;
    readonly calls: number;
    readonly quality: number;
  }[],
  kind: string,
): readonly PeerComparison[] {
  const ours = rows.filter((row) => row.kind === 'ours');
  const budgets = [...new Set(rows.map((row) => row.budget))].sort((a, b) => a - b);
  return budgets.flatMap((budget) => {
    const peers = rows.filter((row) => row.kind === kind && row.budget === budget);
    const best = peers.sort((a, b) => b.quality - a.quality || a.calls - b.calls)[0];
    if (!best) return [];
    const ourCalls = callsAtQuality(ours, best.quality);
    return [{ budget, peer: best.method, quality: best.quality, peerCalls: best.calls, ourCalls, ratio: ourCalls / best.calls }];
  });
}
