import type { Runtime } from '@etcetera/runtime';
import { toWhole } from '../output/names.js';

const ACTOR = { name: 'command line' };

/** `etcetera keys create`: prints the key, once; only its hash is stored. */
export async function createKey(
  runtime: Runtime,
  name: string,
  options: { readonly permission: readonly string[]; readonly days?: string },
): Promise<string> {
  const permissions = options.permission.length > 0 ? options.permission : ['read', 'expand'];
  const expiresAt = options.days ? new Date(Date.now() + toWhole('--days', options.days, 1, 3650) * 86_400_000) : undefined;
  const { plain, key } = await runtime.repositories.keys.create({ name, permissions, ...(expiresAt ? { expiresAt } : {}) }, ACTOR);
  return `${plain}\nKey "${key.name}" (${key.id}): ${key.permissions.join(', ')}. It is shown only this once; send it as "Authorization: Bearer …".`;
}

/** `etcetera keys list`. */
export async function listKeys(runtime: Runtime): Promise<string> {
  const keys = await runtime.repositories.keys.list();
  return (
    keys
      .map(
        (key) =>
          `${key.id}  ${key.name}  ${key.permissions.join(', ')}  ${key.revokedAt ? 'revoked' : key.lastUsedAt ? `last used ${key.lastUsedAt.toISOString()}` : 'never used'}`,
      )
      .join('\n') || 'There are no keys.'
  );
}

/** `etcetera keys revoke`. */
export async function revokeKey(runtime: Runtime, id: string): Promise<string> {
  await runtime.repositories.keys.revoke(id, ACTOR);
  return `Key ${id} is revoked.`;
}
