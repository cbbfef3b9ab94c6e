import { badUserInput } from '../errors/bad-user-input.js';

export const DEFAULT_PAGE = 20;
export const MAX_PAGE = 100;

/** The page size to use. @throws GraphQLError BAD_USER_INPUT, naming the limit, outside 0…100. */
export function pageSize(first: number | null | undefined, fallback = DEFAULT_PAGE): number {
  const size = first ?? fallback;
  if (size < 0 || size > MAX_PAGE) {
    throw badUserInput(`first: a page holds 0 to ${MAX_PAGE} rows (got ${size}). Ask for more pages with "after".`, {
      field: 'first',
      limit: MAX_PAGE,
      value: size,
    });
  }
  return size;
}
