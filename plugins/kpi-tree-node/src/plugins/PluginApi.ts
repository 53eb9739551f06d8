import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import {
  AuthenticationError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ResponseError,
  ServiceUnavailableError,
} from '@backstage/errors';
import pLimit from 'p-limit';

/** How long an answer may take. */
const TIMEOUT_MS = 60_000;

/** Answers that are in memory at once. */
const BATCH = 200;

/** Characters of an error that are told: it may be a query with all that was asked for. */
const EXCERPT = 200;

/** What there is no use in asking again. */
const FINAL: Record<number, new (message: string) => Error> = {
  400: InputError,
  401: AuthenticationError,
  403: NotAllowedError,
  404: NotFoundError,
};

/**
 * What another plugin answers about one of many things.
 *
 * @public
 */
export type PluginAnswer<T> = {
  item: T;
  /** The JSON of the answer, unless there is an error. */
  answer?: unknown;
  error?: Error;
};

/**
 * The REST API of another plugin of the portal, which is asked in the name of the
 * plugin that asks.
 *
 * @public
 */
export class PluginApi {
  constructor(
    private readonly options: {
      /** Such as `scorecard`. */
      pluginId: string;
      discovery: DiscoveryService;
      auth: AuthService;
    },
  ) {}

  /**
   * @param path - begins with a slash; what is put into it is encoded already
   * @returns the JSON of the answer
   * @throws `NotFoundError` if the plugin is not installed; `InputError`,
   * `AuthenticationError`, `NotAllowedError` and `NotFoundError` as it answers, and
   * `ServiceUnavailableError` if it fails otherwise
   */
  async get(path: string, signal: AbortSignal): Promise<unknown> {
    const { pluginId, discovery, auth } = this.options;
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: pluginId,
    });
    const url = `${await discovery.getBaseUrl(pluginId)}${path}`;
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const isJson = response.headers.get('content-type')?.includes('json');
    // Where no plugin is, the backend answers nothing, or the page of the app
    if (!isJson && (response.ok || response.status === 404)) {
      throw new NotFoundError(
        `The plugin ${pluginId} is not in this portal: install its backend`,
      );
    }
    if (!response.ok) {
      const { statusCode, cause } = await ResponseError.fromResponse(response);
      const ErrorType = FINAL[statusCode] ?? ServiceUnavailableError;
      throw new ErrorType(
        `The plugin ${pluginId} answers ${statusCode}: ${excerptOf(
          cause.message,
        )}`,
      );
    }
    return await response.json();
  }

  /**
   * Asks about many things, a few at once. An error about one keeps no other.
   *
   * @returns the answers in batches
   * @throws the first error if there is nothing else in a batch
   */
  async *getEach<T>(
    items: readonly T[],
    pathOf: (item: T) => string,
    { concurrency, signal }: { concurrency: number; signal: AbortSignal },
  ): AsyncGenerator<PluginAnswer<T>[]> {
    const limit = pLimit(concurrency);
    const ask = async (item: T): Promise<PluginAnswer<T>> => {
      signal.throwIfAborted();
      try {
        return { item, answer: await this.get(pathOf(item), signal) };
      } catch (error) {
        signal.throwIfAborted();
        return { item, error: error as Error };
      }
    };
    for (let start = 0; start < items.length; start += BATCH) {
      const answers = await Promise.all(
        items.slice(start, start + BATCH).map(item => limit(() => ask(item))),
      );
      if (answers.length > 1 && answers.every(({ error }) => error)) {
        throw answers[0].error;
      }
      yield answers;
    }
  }
}

function excerptOf(message: string): string {
  return message.length > EXCERPT ? `${message.slice(0, EXCERPT)}…` : message;
}
