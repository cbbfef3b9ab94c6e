/**
 * True for a global id of an entity ("Entity:…" in base 64), the form in which a picked entity is asked for;
 * everything else in a list of seeds is a name that someone typed.
 */
export function isEntityId(ref: string): boolean {
  try {
    return /^[A-Za-z0-9+/=_-]+$/.test(ref) && atob(ref.replaceAll('-', '+').replaceAll('_', '/')).startsWith('Entity:');
  } catch {
    return false;
  }
}
