import { setTimeout as wait } from 'node:timers/promises';
import { parseEntityRef } from '@backstage/catalog-model';
import {
  InputError,
  ResponseError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  apiAddress,
  Scorecard,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { PortalAccess } from './portal';

/** How long it waits before each further attempt: a portal that restarts is soon back. */
const PAUSES_MS = [1_000, 2_000, 4_000];

/** A pipeline does not wait for longer than this for one answer. */
const LIMIT_MS = 30_000;

/**
 * The scorecard of an entity.
 *
 * @param entityRef - with kind and namespace
 * @param tree - the only tree to answer with; all of the entity if not given
 * @throws `ResponseError` if the portal refuses, after several attempts also if it is
 * overloaded or has no numbers yet; `ServiceUnavailableError` if it gives no answer;
 * `InputError` if what answers is no portal
 */
export async function readScorecard(
  { baseUrl, token }: PortalAccess,
  entityRef: string,
  tree?: string,
): Promise<Scorecard> {
  const address = apiAddress('/v1/scorecards/{kind}/{namespace}/{name}', {
    path: parseEntityRef(entityRef),
    query: { tree },
  });
  for (let attempt = 0; ; attempt++) {
    const isLast = attempt === PAUSES_MS.length;
    const response = await request(`${baseUrl}${address}`, token).catch(
      error => {
        if (isLast) {
          const code = (error.cause as { code?: string } | undefined)?.code;
          throw new ServiceUnavailableError(
            `${baseUrl} cannot be reached (${code ?? error.message})`,
          );
        }
      },
    );
    if (response?.ok) {
      return await scorecardOf(response, baseUrl);
    }
    const mayPass =
      !response || response.status === 429 || response.status >= 500;
    if (response && (!mayPass || isLast)) {
      throw await ResponseError.fromResponse(response);
    }
    await wait(PAUSES_MS[attempt]);
  }
}

function request(url: string, token: string): Promise<Response> {
  return fetch(url, {
    headers: { Authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(LIMIT_MS),
  });
}

/** A page to sign in, such as that of a proxy, is an answer as well, but not this one. */
async function scorecardOf(
  response: Response,
  baseUrl: string,
): Promise<Scorecard> {
  const text = await response.text();
  try {
    const scorecard: Scorecard = JSON.parse(text);
    if (Array.isArray(scorecard.trees)) {
      return scorecard;
    }
  } catch {
    // Not JSON
  }
  throw new InputError(
    `${baseUrl} does not answer like a portal, but with ${JSON.stringify(
      text.slice(0, 40),
    )}: use the address of the portal's backend`,
  );
}
