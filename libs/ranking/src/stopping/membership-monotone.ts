import { requireFinite } from '../ranking-error.js';

/**
 * The values that never rise and lie nearest to the given ones by squared distance: antitonic regression by pooling adjacent violators.
 * A lower rank cannot be more likely to belong than a higher one; where a model says so, the ranks share their mean.
 * Source: Ayer, Brunk, Ewing, Reid, Silverman, Annals of Mathematical Statistics 26, 1955; Barlow et al. 1972. O(n).
 * The mean over all ranks, and so the expected number of members, stays the same.
 * @throws RankingError `INVALID_NUMBER` for NaN and infinities.
 */
export function pooledFalling(values: readonly number[]): number[] {
  const blocks: { sum: number; size: number }[] = [];
  values.forEach((value, i) => {
    requireFinite(`values[${i}]`, value);
    let block = { sum: value, size: 1 };
    for (let last = blocks.at(-1); last && last.sum * block.size < block.sum * last.size; last = blocks.at(-1)) {
      blocks.pop();
      block = { sum: last.sum + block.sum, size: last.size + block.size };
    }
    blocks.push(block);
  });
  return blocks.flatMap(({ sum, size }) => new Array<number>(size).fill(sum / size));
}
