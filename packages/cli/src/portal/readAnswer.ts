import { setTimeout as wait } from 'node:timers/promises';
import {
  InputError,
  ResponseError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { PortalAccess } from './portal';

/** How long it waits before each further attempt: a portal that restarts is soon back. */
const PAUSES_MS = [1_000, 2_000, 4_000];

/** A pipeline does not wait for longer than this for one answer. */
const LIMIT_MS = 30_000;

/**
 * What a portal answers at an address below its API.
 *
 * @param isAnswer - whether an answer is that of a portal
 * @throws `ResponseError` if the portal refuses, after several attempts also if it is
 * overloaded or has no numbers yet; `ServiceUnavailableError` if it gives no answer;
 * `InputError` if what answers is no portal
 */
export async function readAnswer<T>(
  { baseUrl, token }: PortalAccess,
  address: string,
  isAnswer: (answer: Partial<T>) => boolean,
): Promise<T> {
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
      return await answerOf(response, baseUrl, isAnswer);
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
async function answerOf<T>(
  response: Response,
  baseUrl: string,
  isAnswer: (answer: Partial<T>) => boolean,
): Promise<T> {
  const text = await response.text();
  try {
    const answer: T = JSON.parse(text);
    if (isAnswer(answer)) {
      return answer;
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
