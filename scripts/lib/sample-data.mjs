import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { rootDir } from './paths.mjs';

/** A catalog and measurements of this size are read within seconds. */
const ATTEMPTS = 60;
const PAUSE_MS = 2_000;

/**
 * @typedef {object} Answer
 * @property {boolean} ok
 * @property {number} status
 * @property {any} body
 */

/**
 * Adds to a portal whose backend is up what people have written in the sample, as a guest:
 * actions, one of each verdict that the portal itself measures, words of owners, and a
 * closed review. What is there already stays as it is.
 *
 * @param {string} backend - its address
 */
export async function addSampleData(backend) {
  const ask = await asGuest(`${backend}/api/kpi-tree/v1`);
  if (!ask) {
    // A portal with another sign-in has no guests, and no sample
    return;
  }
  for (const action of read('actions')) {
    await addUnlessThere(ask, 'actions', action, {
      query: action.subject,
      is: one => one.title === action.fields.title,
    });
  }
  for (const [path, all] of Object.entries(read('words'))) {
    for (const { scope, kpi, ...words } of all) {
      await addUnlessThere(
        ask,
        path,
        { scope, kpi, ...words },
        { query: { scope, kpi }, is: one => one.text === words.text },
      );
    }
  }
  for (const review of read('reviews')) {
    await addReview(ask, review);
  }
}

/** @param {string} name - of a file in examples/ */
function read(name) {
  return JSON.parse(
    readFileSync(join(rootDir, `examples/${name}.json`), 'utf8'),
  );
}

/**
 * @param {string} api - its address
 * @returns what asks it as a guest; nothing where there are no guests
 */
async function asGuest(api) {
  const signedIn = await fetch(new URL('/api/auth/guest/refresh', api), {
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
  });
  if (!signedIn.ok) {
    return undefined;
  }
  const { backstageIdentity } = await signedIn.json();
  /**
   * @param {string} path
   * @param {{ method?: string, body?: object, headers?: object }} [options]
   * @returns {Promise<Answer>}
   */
  return async (path, { method = 'GET', body, headers = {} } = {}) => {
    const response = await fetch(`${api}/${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${backstageIdentity.token}`,
        'Content-Type': 'application/json',
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    return {
      ok: response.ok,
      status: response.status,
      body: text && JSON.parse(text),
    };
  };
}

/**
 * @param {(path: string, options?: object) => Promise<Answer>} ask
 * @param {string} path
 * @param {object} body
 * @param {{ query: Record<string, string>, is: (one: any) => boolean }} known - how it
 *   is found among what is there
 */
async function addUnlessThere(ask, path, body, { query, is }) {
  const search = new URLSearchParams({ ...query, limit: '200' });
  const { body: listed } = await ask(`${path}?${search}`);
  for (let attempt = 1; !listed.items?.some(is); attempt++) {
    const added = await ask(path, { method: 'POST', body });
    if (added.ok) {
      return;
    }
    // A new portal reads its catalog first
    if (added.status !== 404 || attempt === ATTEMPTS) {
      throw new Error(
        `This of the sample was not added to ${path}: ${JSON.stringify(
          body,
        )}: ${added.body?.error?.message}`,
      );
    }
    await wait(PAUSE_MS);
  }
}

/**
 * Begins a review, writes in it and closes it, once its scores are there.
 *
 * @param {(path: string, options?: object) => Promise<Answer>} ask
 * @param {{ subject: Record<string, string>, fields: object }} review
 */
async function addReview(ask, { subject, fields }) {
  const { scope, tree, period } = subject;
  const { body: listed } = await ask(
    `reviews?${new URLSearchParams({ scope, tree })}`,
  );
  if (
    listed.items?.some(
      (/** @type {{ period: string }} */ one) => one.period === period,
    )
  ) {
    return;
  }
  const [kind, namespace, name] = scope.split(/[:/]/);
  const days = new URLSearchParams({ tree, asOf: period });
  const path = `scorecards/${kind}/${namespace}/${name}?${days}`;
  for (let attempt = 1; ; attempt++) {
    const { body } = await ask(path);
    if (typeof body.trees?.[0]?.root.score === 'number') {
      break;
    }
    if (attempt === ATTEMPTS) {
      throw new Error(`The review of the sample has no score yet: ${path}`);
    }
    await wait(PAUSE_MS);
  }
  const begun = await ask('reviews', { method: 'POST', body: subject });
  const closed =
    begun.ok &&
    (await ask(`reviews/${begun.body.id}?close=true`, {
      method: 'PUT',
      body: fields,
      headers: { 'If-Match': `"${begun.body.version}"` },
    }));
  if (!closed || !closed.ok) {
    const { body } = closed || begun;
    throw new Error(
      `The review of the sample was not added: ${body?.error?.message}`,
    );
  }
}
