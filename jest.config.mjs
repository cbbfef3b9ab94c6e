import { existsSync, readdirSync } from 'node:fs';

/** All projects in one Jest process: `npm test`. A single project runs from its own folder with its own jest.config.mjs. */
const projects = ['apps', 'libs']
  .flatMap((parent) => readdirSync(new URL(`./${parent}`, import.meta.url)).map((name) => `${parent}/${name}`))
  .concat('tools')
  .filter((folder) => existsSync(new URL(`./${folder}/jest.config.mjs`, import.meta.url)));

const timeouts = await Promise.all(
  projects.map(async (folder) => (await import(`./${folder}/jest.config.mjs`)).default.testTimeout ?? 5000),
);

export default {
  projects: projects.map((folder) => `<rootDir>/${folder}`),
  // Jest takes the time limit of a test from here only; the most patient project sets it for all
  testTimeout: Math.max(...timeouts),
  // in processes of their own, which are replaced once they have grown: databases and models are loaded into them
  maxWorkers: 2,
  workerIdleMemoryLimit: '1500MB',
};
