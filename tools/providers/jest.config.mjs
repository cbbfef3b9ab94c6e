import preset from '../../jest.preset.mjs';

/** The suites that need a real endpoint: kept out of the ordinary runs by their file name. */
export default {
  ...preset,
  displayName: 'providers',
  rootDir: '../..',
  testMatch: ['<rootDir>/libs/models/src/**/*.provider-spec.ts'],
  testTimeout: 120_000,
  globals: {
    providerServer: {
      baseUrl: process.env.ETCETERA_PROVIDER_URL,
      pid: Number(process.env.ETCETERA_PROVIDER_PID),
      embedderUrl: process.env.ETCETERA_PROVIDER_EMBEDDER_URL,
    },
  },
};
