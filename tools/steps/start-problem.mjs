/** The oldest Node that the product runs on; package.json says the same under "engines". */
export const MINIMUM_NODE = [20, 19];

/**
 * What stands in the way of starting, as a sentence with the remedy.
 *
 * @param {{ nodeVersion: string, isInstalled: boolean }} machine
 * @returns {string | undefined}
 */
export function startProblem({ nodeVersion, isInstalled }) {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  if (major < MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor < MINIMUM_NODE[1])) {
    return `Etcetera needs Node ${MINIMUM_NODE.join('.')} or newer; this is Node ${nodeVersion}. Install a newer one (https://nodejs.org) and start again.`;
  }
  if (!isInstalled) return 'The packages are not installed. Run "npm ci", then "npm start".';
  return undefined;
}
