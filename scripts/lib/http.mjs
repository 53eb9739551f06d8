import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until a URL answers with success.
 *
 * @param {string} url
 * @param {object} options
 * @param {number} options.timeoutMinutes
 * @param {() => boolean} [options.ended] - true once there is no use in waiting
 */
export async function waitForHttp(url, { timeoutMinutes, ended }) {
  const deadline = Date.now() + timeoutMinutes * 60_000;
  while (!ended?.()) {
    if (await answers(url)) {
      return;
    }
    if (Date.now() > deadline) {
      throw new Error(`${url} did not answer within ${timeoutMinutes} minutes`);
    }
    await sleep(250);
  }
  throw new Error(`What should answer at ${url} has ended`);
}

/** @param {string} url */
async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(60_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
