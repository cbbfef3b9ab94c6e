import { createHash, timingSafeEqual } from 'node:crypto';
import type { Identity } from '../server-options.js';

type Authenticate = (key: string) => Promise<Identity | undefined>;

/** Accepts the bootstrap key of the environment, when there is one, besides the stored keys. */
export function bootstrapKeyAuth(bootstrapKey: string | undefined, stored: Authenticate): Authenticate {
  const expected = bootstrapKey === undefined ? undefined : digest(bootstrapKey);
  return async (key) =>
    expected && timingSafeEqual(digest(key), expected) ? { name: 'bootstrap key', permissions: ['admin'] } : stored(key);
}

const digest = (key: string): Buffer => createHash('sha256').update(key).digest();
