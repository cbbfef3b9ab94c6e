import preset from '../../jest.preset.mjs';

export default { ...preset, displayName: 'models', testTimeout: 60_000 };
