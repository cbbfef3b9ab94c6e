/** Steps that are kept. */
const DEPTH = 12;

interface Move {
  readonly step: Float64Array;
  /** By how much the gradient fell over the step. */
  readonly fall: Float64Array;
  /** step · fall, > 0. */
  readonly curvature: number;
}

/**
 * What limited-memory BFGS remembers of its last steps: an estimate of the inverse of the negative Hessian of a function to be maximised
 * (Nocedal and Wright, Numerical Optimization, 2nd ed. 2006, algorithm 7.4). O(DEPTH · n) a direction and in memory.
 */
export class LimitedMemory {
  private readonly moves: Move[] = [];

  constructor(private readonly n: number) {}

  /** @param precondition multiplies a vector in place with what is known of the inverse beforehand: a symmetric positive matrix. */
  direction(gradient: Float64Array, precondition: (vector: Float64Array) => void): Float64Array {
    const { moves, n } = this;
    const direction = gradient.slice();
    const shares = moves.map(() => 0);
    for (let k = moves.length - 1; k >= 0; k--) {
      const { step, fall, curvature } = moves[k] as Move;
      const share = dot(step, direction) / curvature;
      shares[k] = share;
      for (let i = 0; i < n; i++) direction[i]! -= share * fall[i]!;
    }
    precondition(direction);
    moves.forEach(({ step, fall, curvature }, k) => {
      const share = shares[k]! - dot(fall, direction) / curvature;
      for (let i = 0; i < n; i++) direction[i]! += share * step[i]!;
    });
    return direction;
  }

  remember(from: Float64Array, to: Float64Array, gradientFrom: Float64Array, gradientTo: Float64Array): void {
    const step = to.map((entry, i) => entry - from[i]!);
    const fall = gradientFrom.map((entry, i) => entry - gradientTo[i]!);
    const curvature = dot(step, fall);
    // At the end of the road differences are rounding, and may point anywhere.
    if (!(curvature > 0)) return;
    this.moves.push({ step, fall, curvature });
    if (this.moves.length > DEPTH) this.moves.shift();
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
