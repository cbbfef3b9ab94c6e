import preset from '../../jest.preset.mjs';

// a cold start of the embedded database takes seconds on a busy machine
export default { ...preset, displayName: 'store', testTimeout: 60_000 };
