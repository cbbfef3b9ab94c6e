import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { evaluationStatus, makeContents } from './support/ask.js';
import { expect, test } from './support/test.js';

const SCREENS = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
] as const;
const SCHEMES = ['light', 'dark'] as const;

let ids: Awaited<ReturnType<typeof makeContents>>;

const PAGES: readonly {
  readonly name: string;
  readonly address: () => string;
  readonly shows: (page: Page) => ReturnType<Page['locator']>;
}[] = [
  { name: 'Expand', address: () => '/', shows: (page) => page.getByRole('button', { name: /Get the rest/ }) },
  { name: 'a result', address: () => `/?run=${encodeURIComponent(ids.run)}`, shows: (page) => page.locator('[data-review-id]').first() },
  {
    name: 'a result as a table',
    address: () => `/?run=${encodeURIComponent(ids.run)}&view=table`,
    shows: (page) => page.getByRole('table'),
  },
  { name: 'Sets', address: () => '/sets', shows: (page) => page.getByRole('link', { name: 'Animals in the zoo' }) },
  { name: 'a set', address: () => `/sets/${encodeURIComponent(ids.set)}`, shows: (page) => page.locator('[data-review-id]').first() },
  { name: 'Runs', address: () => '/runs', shows: (page) => page.getByRole('table') },
  {
    name: 'a run',
    address: () => `/runs/${encodeURIComponent(ids.run)}`,
    shows: (page) => page.getByRole('heading', { level: 2 }).first(),
  },
  { name: 'Evaluations', address: () => '/evaluations', shows: (page) => page.getByRole('table') },
  {
    name: 'an evaluation',
    address: () => `/evaluations/${encodeURIComponent(ids.evaluation)}`,
    shows: (page) => page.getByRole('table').first(),
  },
];

test.beforeAll(async ({ playwright }) => {
  test.setTimeout(300_000);
  const request = await playwright.request.newContext({ baseURL: process.env['ETCETERA_E2E_URL'] ?? '' });
  ids = await makeContents(request);
  await expect.poll(() => evaluationStatus(request, ids.evaluation), { timeout: 120_000 }).toBe('COMPLETED');
  await request.dispose();
});

for (const { name, address, shows } of PAGES) {
  for (const screen of SCREENS) {
    for (const colorScheme of SCHEMES) {
      test(`${name} works at ${screen.width} pixels in the ${colorScheme} scheme`, async ({ page }, { outputPath }) => {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize(screen);
        await page.goto(address());
        await expect(shows(page)).toBeVisible();
        await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
        await page.waitForLoadState('networkidle');
        await page.screenshot({ path: outputPath('page.png'), fullPage: true });

        expect(await page.evaluate(() => document.documentElement.getAttribute('data-mantine-color-scheme'))).toBe(colorScheme);
        const { wide, screenWidth } = await page.evaluate(() => ({
          wide: document.documentElement.scrollWidth,
          screenWidth: document.documentElement.clientWidth,
        }));
        expect(wide, 'the page scrolls sideways').toBeLessThanOrEqual(screenWidth);

        const { violations } = await new AxeBuilder({ page }).analyze();
        const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        expect(
          grave.map(
            ({ id, nodes }) =>
              `${id}: ${nodes
                .map((node) => node.html)
                .slice(0, 3)
                .join(' | ')}`,
          ),
        ).toEqual([]);
      });
    }
  }
}

test('an address that does not exist says so', async ({ page }) => {
  await page.goto('/nowhere');
  await expect(page.getByRole('main')).toContainText(/no such page|not found|nothing here/i);
});
