import { expect, type Page } from '@playwright/test';

/**
 * Opens the portal and signs in as the guest user.
 *
 * @param path - the page to open; the portal returns to it after the sign-in
 */
export async function signInAsGuest(page: Page, path = '/'): Promise<void> {
  await page.goto(path);
  const enter = page.getByRole('button', { name: 'Enter' });
  await enter.click();
  await expect(enter).toBeHidden();
}
