import preset from '../../jest.preset.mjs';

// Each file starts a database and a server of its own.
export default { ...preset, displayName: 'api', testTimeout: 30_000 };
