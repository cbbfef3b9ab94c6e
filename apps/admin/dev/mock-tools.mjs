import { createHash } from 'node:crypto';

export const globalId = (type, id) => Buffer.from(`${type}:${id}`).toString('base64');
export const sha = (text) => createHash('sha256').update(text).digest('hex');
/** A repeatable number in [0, 1) from any text. */
export const noise = (text) => parseInt(sha(text).slice(0, 8), 16) / 2 ** 32;
export const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export function connection(rows, { first = 20, after } = {}) {
  const start = after ? Number(after) + 1 : 0;
  const page = rows.slice(start, start + first);
  return {
    totalCount: rows.length,
    edges: page.map((node, i) => ({ cursor: String(start + i), node })),
    pageInfo: {
      startCursor: String(start),
      endCursor: String(start + page.length - 1),
      hasNextPage: start + first < rows.length,
      hasPreviousPage: start > 0,
    },
  };
}
