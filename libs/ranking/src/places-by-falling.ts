/** Places 0 … n − 1 by falling value; equal values in the order of the places. O(n log n). */
export function placesByFalling(values: ArrayLike<number>): number[] {
  return Array.from(values, (_, place) => place).sort((a, b) => (values[b] as number) - (values[a] as number) || a - b);
}
