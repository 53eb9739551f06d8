import { signInAsGuest } from './support/signIn';
import { expect, test } from './support/test';

test('a guest signs in and sees the catalog', async ({ page }) => {
  await signInAsGuest(page);
  await expect(
    page.getByRole('heading', { name: 'Sample Catalog' }),
  ).toBeVisible();
  // The catalog reads the sample entities while the portal is up already
  const component = page.getByRole('link', { name: 'Actions', exact: true });
  await expect(async () => {
    await page.reload();
    await expect(component).toBeVisible({ timeout: 5_000 });
  }).toPass();
});
