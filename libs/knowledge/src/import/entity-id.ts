import { v5 } from 'uuid';

/** Never change it: every entity id of every base hangs on it. */
const namespace = 'b7d1c9b4-6a55-4c0e-9f5d-2f1c0a7e6d38';

/** UUIDv5 of (base slug, source, external id): the same import gives the same ids on every machine. */
export function entityId(baseSlug: string, source: string, externalId: string): string {
  // JSON keeps the borders of the parts: ("a", "bc") and ("ab", "c") differ.
  return v5(JSON.stringify([baseSlug, source, externalId]), namespace);
}
