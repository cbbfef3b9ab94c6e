import { PERMISSIONS, type Permission } from '@etcetera/graphql-schema';
import type { Auth, Caller } from '../server-options.js';

/** The key in an `Authorization: Bearer KEY` header (or the like-named connection parameter of a WebSocket). */
export function bearerKey(authorization: unknown): string | undefined {
  return typeof authorization === 'string' ? /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1] : undefined;
}

/** The caller behind an authorization, or undefined when the server wants a key and this is none that it knows. */
export async function identify(auth: Auth, authorization: unknown): Promise<Caller | undefined> {
  if (auth.mode === 'off') return { name: 'local', permissions: new Set(PERMISSIONS) };
  const key = bearerKey(authorization);
  const identity = key === undefined ? undefined : await auth.authenticate(key);
  if (!identity) return undefined;
  const known = identity.permissions.filter((permission): permission is Permission =>
    (PERMISSIONS as readonly string[]).includes(permission),
  );
  return { name: identity.name, permissions: new Set(known) };
}

/** Whether a caller has a permission; `admin` has all. */
export function may(caller: Caller, permission: Permission): boolean {
  return caller.permissions.has(permission) || caller.permissions.has('admin');
}
