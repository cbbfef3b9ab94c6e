import { z } from 'zod';
import prices from './prices.json' with { type: 'json' };

const price = z.strictObject({
  /** The endpoint that charges it; the same model id elsewhere has another price. */
  host: z.string().min(1),
  model: z.string().min(1),
  /** Micro-dollars per token. */
  prompt: z.number().nonnegative(),
  completion: z.number().nonnegative(),
});

const priceTableSchema = z.strictObject({
  asOf: z.iso.date(),
  source: z.string().min(1),
  unit: z.string(),
  prices: z.array(price),
});

/** Prices as of a date, with their source. */
export type PriceTable = z.infer<typeof priceTableSchema>;

/** Reads a price table, e.g. one that an operator keeps. @throws ZodError naming the field */
export function parsePriceTable(json: unknown): PriceTable {
  return priceTableSchema.parse(json);
}

/** The table that ships; see its `asOf`. */
export const defaultPriceTable: PriceTable = parsePriceTable(prices);

/** Whose price is looked up. */
export interface PricedModel {
  readonly model: string;
  /** Host and port of the endpoint. */
  readonly host: string;
}

/**
 * What a call costs at list price, in whole micro-dollars, rounded up. Cached tokens are counted at the full price, so this is an upper bound.
 * @returns null when the price is not known, never 0 for unknown.
 */
export function costMicroUsd(
  usage: { readonly promptTokens: number; readonly completionTokens: number },
  model: PricedModel,
  table: PriceTable = defaultPriceTable,
): number | null {
  const entry = table.prices.find((candidate) => candidate.model === model.model && candidate.host === model.host);
  if (!entry) return null;
  const exact = usage.promptTokens * entry.prompt + usage.completionTokens * entry.completion;
  // Binary fractions such as 0.1 × 30 must not round 3 up to 4.
  return Math.ceil(Number(exact.toFixed(6)));
}
