import type { Page } from '@playwright/test';
import { expect, test } from './support/test.js';

/** Tab until the element is focused; a person would give up after a page full of stops. */
async function tabTo(page: Page, matches: (label: string) => boolean): Promise<void> {
  for (let stop = 0; stop < 60; stop += 1) {
    await page.keyboard.press('Tab');
    const label = await page.evaluate(() => {
      const element = document.activeElement;
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])].map((one) => one.textContent).join(' ') : '';
      return labels || element?.getAttribute('aria-label') || (element?.textContent ?? '');
    });
    if (matches(label)) return;
  }
  throw new Error('The element cannot be reached with Tab.');
}

/** What is drawn around the focused element, or inside it: something must be. */
const focusIsVisible = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return false;
    const around = [element, element.parentElement, element.closest('[data-active]')].filter((one) => one !== null);
    return around.some((one) => {
      const style = getComputedStyle(one);
      return (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none' || style.borderColor !== '';
    });
  });

test('a set can be completed, reviewed and saved without a mouse', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

  await test.step('the first stop leads past the header', async () => {
    await page.locator('body').evaluate((body) => {
      (document.activeElement as HTMLElement | null)?.blur();
      body.tabIndex = -1;
      body.focus();
      body.removeAttribute('tabindex');
    });
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  });

  await tabTo(page, (label) => label.includes('Name an entity that belongs'));
  expect(await focusIsVisible(page)).toBe(true);
  for (const name of ['violin', 'trumpet', 'guitar']) {
    await page.keyboard.type(name, { delay: 15 });
    await expect(page.getByRole('listbox', { name: 'Entities' }).getByRole('option').first()).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('list', { name: 'Belongs', exact: true }).getByText(name, { exact: true })).toBeVisible();
  }
  await expect(page.getByRole('button', { name: /Get the rest/ })).toBeEnabled();
  await page.keyboard.press('Enter');

  const result = page.getByRole('region', { name: 'Result' });
  await expect(result).toBeVisible({ timeout: 150_000 });
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());

  await test.step('keys move and decide, and say which there are', async () => {
    const entities = result.locator('[data-review-id]');
    await page.keyboard.press('j');
    await expect(entities.first()).toBeFocused();
    expect(await focusIsVisible(page)).toBe(true);
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await expect(entities.first()).toBeFocused();
    await page.keyboard.press('a');
    await expect(result.getByRole('status', { name: 'Decisions' })).toContainText('1 accepted');
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keys for reviewing' });
    await expect(help).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(help).toBeHidden();
  });

  await test.step('a dialog takes the focus, and Enter saves', async () => {
    await result.getByRole('button', { name: 'Save as a set' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Save as a set' });
    await expect(dialog.getByLabel('Name')).toBeFocused();
    await page.keyboard.type('Instruments');
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('link', { name: 'Instruments' })).toBeVisible();
  });
});
