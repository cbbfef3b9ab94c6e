/** Search params as text: one entry per value, repeated for lists, so that an address can be read and written by hand. */
export type RawSearch = Record<string, string | string[]>;

export function parseSearch(text: string): RawSearch {
  const raw: RawSearch = {};
  for (const [key, value] of new URLSearchParams(text)) {
    const before = raw[key];
    raw[key] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return raw;
}

export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null && one !== '') params.append(key, String(one));
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}

/** Readers for what anyone may have typed into an address: a value that does not fit is left out. */
export const read = {
  text: (value: unknown): string | undefined => {
    const one: unknown = Array.isArray(value) ? value[0] : value;
    return typeof one === 'string' || typeof one === 'number' ? String(one).trim() || undefined : undefined;
  },
  list: (value: unknown): string[] | undefined => {
    const all = (Array.isArray(value) ? value : [value]).map((one) => read.text(one)).filter((one) => one !== undefined);
    return all.length ? [...new Set(all)] : undefined;
  },
  number: (value: unknown): number | undefined => {
    const text = read.text(value);
    const number = text === undefined ? NaN : Number(text);
    return Number.isFinite(number) ? number : undefined;
  },
  oneOf: <T extends string>(value: unknown, allowed: readonly T[]): T | undefined => allowed.find((one) => one === read.text(value)),
  someOf: <T extends string>(value: unknown, allowed: readonly T[]): T[] | undefined => {
    const some = read.list(value)?.filter((one): one is T => allowed.includes(one as T));
    return some?.length ? some : undefined;
  },
};

/** Drops the keys that have no value, so that they neither show in the address nor hide a default. */
export function compact<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
