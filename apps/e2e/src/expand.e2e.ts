import type { Page } from '@playwright/test';
import { expect, test } from './support/test.js';

const search = (page: Page) => page.getByLabel('Name an entity that belongs', { exact: true });

async function addSeed(page: Page, name: string): Promise<void> {
  await search(page).fill(name);
  await page
    .getByRole('option')
    .filter({ has: page.getByText(name, { exact: true }) })
    .first()
    .click();
  await expect(page.getByRole('list', { name: 'Belongs', exact: true }).getByText(name, { exact: true })).toBeVisible();
}

test('three examples become a reviewed set that is still there after a reload', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Name a few, get the rest.');
  for (const name of ['lion', 'tiger', 'leopard']) await addSeed(page, name);
  await page.getByRole('radiogroup', { name: 'Depth' }).getByText('Quick', { exact: true }).click();
  await page.getByRole('button', { name: /Get the rest/ }).click();

  await test.step('the run reports where it is', async () => {
    const progress = page.getByRole('region', { name: 'Progress' });
    await expect(progress).toBeVisible();
    await expect(progress.getByRole('progressbar')).toBeVisible();
    await expect(progress.getByText('Provisional.')).toBeVisible({ timeout: 60_000 });
  });

  const result = page.getByRole('region', { name: 'Result' });
  const entities = result.locator('[data-review-id]');
  await test.step('ranked entities appear, with pictures, and without the seeds', async () => {
    await expect(result).toBeVisible({ timeout: 150_000 });
    expect(await entities.count()).toBeGreaterThan(10);
    await expect(entities.locator('img').first()).toHaveJSProperty('complete', true);
    expect(
      await entities
        .locator('img')
        .first()
        .evaluate((image: HTMLImageElement) => image.naturalWidth),
    ).toBeGreaterThan(0);
    expect(await result.locator('.et-card-name').allTextContents()).not.toContain('lion');
    await expect(result.getByRole('separator', { name: /The set most likely ends here/ })).toHaveCount(1);
  });

  await test.step('keys accept, reject and take back', async () => {
    const decisions = result.getByRole('status', { name: 'Decisions' });
    await page.keyboard.press('j');
    await expect(entities.first()).toBeFocused();
    await page.keyboard.press('a');
    await expect(decisions).toContainText('1 accepted');
    await expect(entities.nth(1)).toBeFocused();
    await page.keyboard.press('r');
    await expect(decisions).toContainText('1 rejected');
    await page.keyboard.press('u');
    await expect(decisions).toContainText('0 rejected');
    await page.keyboard.press('r');
    await expect(decisions).toContainText('1 rejected');
  });

  await test.step('the evidence of an entity opens beside the result', async () => {
    await entities.first().click();
    const drawer = page.getByRole('dialog', { name: 'Evidence' });
    await expect(drawer).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(drawer).toBeHidden();
  });

  await test.step('a reload keeps the result and the decisions', async () => {
    await page.reload();
    await expect(result.getByRole('status', { name: 'Decisions' })).toContainText('1 accepted');
  });

  await test.step('the set is saved, and there after a reload', async () => {
    await result.getByRole('button', { name: 'Save as a set' }).click();
    const dialog = page.getByRole('dialog', { name: 'Save as a set' });
    await dialog.getByLabel('Name').fill('Big cats');
    await dialog.getByRole('button', { name: 'Save the set' }).click();
    await expect(dialog).toBeHidden();
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Sets' }).click();
    await expect(page.getByRole('link', { name: 'Big cats' })).toBeVisible();
    await page.reload();
    await page.getByRole('link', { name: 'Big cats' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Big cats');
    for (const label of [/Seed 3/, /Accepted 1/, /Rejected 1/]) await expect(page.getByText(label).first()).toBeVisible();
  });

  await test.step('the run is on record', async () => {
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Runs' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Runs');
    await expect(page.getByRole('table').getByText('lion').first()).toBeVisible();
  });
});

test('a name that the base does not know is answered with the nearest ones', async ({ page }) => {
  await page.goto('/');
  await search(page).fill('tigerr');
  await search(page).press('Enter');
  const request = page.getByRole('region', { name: 'Request' });
  await expect(request.getByRole('button', { name: /^tiger/ }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: /Get the rest/ })).toBeDisabled();
});
