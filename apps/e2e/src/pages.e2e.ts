import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { evaluationStatus, makeContents } from './support/ask.js';
import { expect, test } from './support/test.js';

const SCREENS = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
] as const;
const SCHEMES = ['light', 'dark'] as const;

let ids: Awaited<ReturnType<typeof makeContents>>;

interface Place {
  readonly name: string;
  /** The parts of a page that has tabs each have an address. */
  readonly addresses: () => readonly string[];
  /** What is there once the page has what it shows. */
  readonly shows: (page: Page) => Locator;
}

const run = () => `/runs/${encodeURIComponent(ids.run)}`;
const PAGES: readonly Place[] = [
  { name: 'Expand', addresses: () => ['/'], shows: (page) => page.getByRole('button', { name: /Get the rest/ }) },
  {
    name: 'a result',
    addresses: () => [`/?run=${encodeURIComponent(ids.run)}`],
    shows: (page) => page.locator('[data-review-id]').first(),
  },
  {
    name: 'a result as a table',
    addresses: () => [`/?run=${encodeURIComponent(ids.run)}&view=table`],
    shows: (page) => page.getByRole('table'),
  },
  { name: 'Sets', addresses: () => ['/sets'], shows: (page) => page.getByRole('link', { name: 'Animals in the zoo' }) },
  {
    name: 'a set',
    addresses: () => [`/sets/${encodeURIComponent(ids.set)}`],
    shows: (page) => page.locator('[data-review-id]').first(),
  },
  { name: 'Runs', addresses: () => ['/runs'], shows: (page) => page.getByRole('table') },
  {
    name: 'a run',
    addresses: () => ['result', 'plan', 'judgements', 'calls', 'config'].map((tab) => `${run()}?tab=${tab}`),
    shows: (page) => page.getByRole('tabpanel'),
  },
  { name: 'Evaluations', addresses: () => ['/evaluations'], shows: (page) => page.getByRole('table') },
  {
    name: 'an evaluation',
    addresses: () => [`/evaluations/${encodeURIComponent(ids.evaluation)}`],
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

for (const { name, addresses, shows } of PAGES) {
  for (const screen of SCREENS) {
    for (const colorScheme of SCHEMES) {
      test(`${name} works at ${screen.width} pixels in the ${colorScheme} scheme`, async ({ page }, testInfo) => {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize(screen);
        for (const [index, address] of addresses().entries()) {
          await page.goto(address);
          await expect(shows(page)).toBeVisible();
          await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
          await page.waitForLoadState('networkidle');
          await page.screenshot({ path: testInfo.outputPath(`page-${index + 1}.png`) });
          expect(await page.evaluate(() => document.documentElement.getAttribute('data-mantine-color-scheme'))).toBe(colorScheme);
          expect(await overhang(page), `${address} scrolls sideways by so many pixels`).toBe(0);
          expect(await graveViolations(page), address).toEqual([]);
        }
      });
    }
  }
}

/** By how many pixels the page is wider than the screen. */
const overhang = (page: Page) =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));

/** What axe calls serious or critical, with the elements. */
async function graveViolations(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map((node) => node.html)
          .slice(0, 3)
          .join(' | ')}`,
    );
}

test('a run is replayed from its stored answers to the same bytes', async ({ page }) => {
  await page.goto(run());
  await page.getByRole('button', { name: 'Replay' }).click();
  await expect(page.getByRole('dialog', { name: 'Replay' })).toContainText('The same result, byte for byte.', { timeout: 60_000 });
});

test('an address that does not exist says so', async ({ page }) => {
  await page.goto('/nowhere');
  await expect(page.getByRole('main')).toContainText(/no such page|not found|nothing here/i);
});
