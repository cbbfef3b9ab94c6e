import { expect, test as base } from '@playwright/test';

/** Tests of pages that must not complain: an error in the console, or one that nobody caught, fails them. */
export const test = base.extend<{ readonly quietConsole: readonly string[] }>({
  baseURL: ({}, use) => use(process.env['ETCETERA_E2E_URL']),
  quietConsole: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
      });
      page.on('pageerror', (error) => errors.push(String(error)));
      await use(errors);
      expect(errors, 'errors in the console').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
