import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { rootDir } from './paths.mjs';

/** A catalog of this size is read within seconds. */
const ATTEMPTS = 30;
const PAUSE_MS = 2_000;

/**
 * Adds the actions of the sample to a portal whose backend is up, as a guest: one of each
 * verdict, which the portal itself measures. Those that are there already stay as they are.
 *
 * @param {string} backend - its address
 */
export async function addSampleActions(backend) {
  const signedIn = await fetch(`${backend}/api/auth/guest/refresh`, {
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
  });
  if (!signedIn.ok) {
    // A portal with another sign-in has no guests, and no sample
    return;
  }
  const { backstageIdentity } = await signedIn.json();
  const actions = `${backend}/api/kpi-tree/v1/actions`;
  const headers = {
    Authorization: `Bearer ${backstageIdentity.token}`,
    'Content-Type': 'application/json',
  };
  const samples = JSON.parse(
    readFileSync(join(rootDir, 'examples/actions.json'), 'utf8'),
  );
  for (const sample of samples) {
    const { scope, kpi } = sample.subject;
    const query = new URLSearchParams({ scope, kpi, limit: '200' });
    const listed = await fetch(`${actions}?${query}`, { headers });
    const { items } = await listed.json();
    const isThere = items?.some(
      (/** @type {{ title: string }} */ { title }) =>
        title === sample.fields.title,
    );
    for (let attempt = 1; !isThere; attempt++) {
      const added = await fetch(actions, {
        method: 'POST',
        headers,
        body: JSON.stringify(sample),
      });
      if (added.ok) {
        break;
      }
      // A new portal reads its catalog first
      if (added.status !== 404 || attempt === ATTEMPTS) {
        throw new Error(
          `The action "${
            sample.fields.title
          }" of examples/actions.json was not added: ${await added.text()}`,
        );
      }
      await wait(PAUSE_MS);
    }
  }
}
