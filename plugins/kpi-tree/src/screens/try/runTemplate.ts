import type { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import { isWebAddress } from '../../parts/links/isWebAddress';

/** How often the scaffolder is asked whether a task has ended. */
const PAUSE_MS = 1_000;

/** What a task says of itself, as far as it is read here. */
type TaskEvent = {
  type: string;
  body: {
    message?: string;
    error?: { message?: string };
    output?: { links?: { url?: string }[] };
  };
};

/**
 * Runs a template of the scaffolder to its end.
 *
 * @param templateRef - the entity reference of the template
 * @returns the address of its first link, if it has one
 * @throws the error with which the task ended, or that of the scaffolder
 */
export async function runTemplate(
  { discovery, fetch }: { discovery: DiscoveryApi; fetch: FetchApi['fetch'] },
  templateRef: string,
  values: Record<string, string | undefined>,
  {
    signal,
    pauseMs = PAUSE_MS,
  }: { signal?: AbortSignal; pauseMs?: number } = {},
): Promise<string | undefined> {
  const tasks = `${await discovery.getBaseUrl('scaffolder')}/v2/tasks`;
  const ask = async <T>(url: string, init?: RequestInit): Promise<T> => {
    const response = await fetch(url, { ...init, signal });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  };
  const { id } = await ask<{ id: string }>(tasks, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ templateRef, values }),
  });
  const events = `${tasks}/${encodeURIComponent(id)}/events`;
  for (;;) {
    const end = (await ask<TaskEvent[]>(events)).find(
      ({ type }) => type === 'completion',
    );
    if (end) {
      const { error, output } = end.body;
      if (error) {
        throw new Error(error.message ?? end.body.message);
      }
      const url = output?.links?.[0]?.url;
      return url && isWebAddress(url) ? url : undefined;
    }
    await new Promise(resolve => setTimeout(resolve, pauseMs));
  }
}
