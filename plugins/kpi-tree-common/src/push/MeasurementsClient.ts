import { ResponseError, ServiceUnavailableError } from '@backstage/errors';
import {
  MeasurementsDeletion,
  MeasurementSpan,
  NewMeasurement,
  RejectedRow,
  WriteResult,
} from '../api';
import { apiAddress } from '../contract/apiAddress';
import type { ApiBody } from '../contract/operations';
import { pause, retryAfterMs } from './pause';
import {
  GroupedMessages,
  REJECTED_ROWS_NAMED,
  SENT_TWICE,
} from './rejectedRows';

/** So many rows go in a request: few requests, and each soon answered. */
const ROWS_A_REQUEST = 5_000;

const NOT_COVERED =
  'The covered days were left out, as rows were rejected: correct them, and send everything again';

/** As many rows are remembered to find one that is there twice. */
const ROWS_REMEMBERED = 1_000_000;

/** How long it waits before each further attempt. */
const PAUSES_MS = [1_000, 2_000, 4_000, 8_000, 16_000];

/**
 * A row to send, and what the caller knows it by: a measurement, or why it could not
 * be read as one.
 *
 * @public
 */
export type PushRow<T> = { origin: T } & (
  | { measurement: NewMeasurement }
  | { mistake: string }
);

/** @public */
export type PushCounts = Pick<
  WriteResult,
  'rowsRead' | 'rowsRejected' | 'measurementsWritten'
>;

/** @public */
export type PushOptions = {
  /** Who measured it; `push` if not given. */
  source?: string;
  /**
   * By which run it is sent, such as a build: its id, or the address of its page. Readers
   * of a value that it decides see it.
   */
  run?: string;
  /** Has the rows checked, and nothing stored. */
  dryRun?: boolean;
  /**
   * The first and the last day, `YYYY-MM-DD`, of which the measurements are all that
   * there is: of each KPI and entity among them, other days are known to have none, and
   * not unknown. It holds if none is rejected.
   */
  covered?: { from: string; until: string };
  /** Ends it; what was stored stays. */
  signal?: AbortSignal;
  /** Called after each request. */
  onProgress?: (counts: PushCounts) => void;
};

/** @public */
export type PushRowsOptions<T> = PushOptions & {
  /** Where a row is, for people; such as `line 7`. */
  where: (origin: T) => string;
  /** Takes the rows that were not stored, as they come, in their order. */
  onRejected?: (rows: { origin: T; message: string }[]) => void | Promise<void>;
};

/** @public */
export type DeleteOptions = {
  /** Also deletes those with invalid dates, which are set aside. */
  setAside?: boolean;
  /** Answers what would go, and deletes nothing. */
  dryRun?: boolean;
  /** Ends the wait; it may be done all the same. */
  signal?: AbortSignal;
};

/**
 * Sends measurements to a portal, any number of them in bounded memory: in browsers,
 * scripts and Node alike.
 *
 * ```ts
 * const client = new MeasurementsClient({
 *   baseUrl: 'https://portal.example.com/api/kpi-tree',
 *   token: process.env.KPI_TREE_TOKEN,
 * });
 * const { rejected } = await client.push([
 *   { entityRef: 'component:default/payments', kpi: 'deployment-frequency',
 *     period: '2026-11-24', value: 3 },
 * ]);
 * ```
 *
 * @public
 */
export class MeasurementsClient {
  constructor(
    private readonly options: {
      /** Of the API of the plugin; a function is asked before each request. */
      baseUrl: string | (() => Promise<string>);
      /** A token of the portal; not needed where `fetch` signs in by itself. */
      token?: string;
      /** The global one if not given. */
      fetch?: typeof fetch;
      /** How long to wait before each further attempt, in ms; 1, 2, 4, 8, 16 s. */
      pausesMs?: number[];
    },
  ) {}

  /**
   * Sends measurements. The same again changes nothing, so that whatever fails can
   * be repeated.
   *
   * @returns what was stored; the rows of `rejected` are positions among the
   * measurements, from 0
   * @throws `ResponseError` if the portal refuses: with 401 the token, with 403 the
   * right; after several attempts also if it is overloaded or out of order;
   * `ServiceUnavailableError` if it gives no answer after several attempts
   */
  async push(
    measurements: Iterable<NewMeasurement> | AsyncIterable<NewMeasurement>,
    options: PushOptions = {},
  ): Promise<WriteResult> {
    const rejected: RejectedRow[] = [];
    const result = await this.pushRows(numbered(measurements), {
      ...options,
      where: index => `measurements[${index}]`,
      onRejected: rows =>
        rows
          .slice(0, REJECTED_ROWS_NAMED - rejected.length)
          .forEach(({ origin, message }) =>
            rejected.push({ row: origin, message }),
          ),
    });
    return { ...result, rejected };
  }

  /**
   * Sends rows of a file or another origin, and hands back those that were not
   * stored.
   *
   * @throws as {@link MeasurementsClient.push}
   */
  async pushRows<T>(
    rows: Iterable<PushRow<T>> | AsyncIterable<PushRow<T>>,
    options: PushRowsOptions<T>,
  ): Promise<Omit<WriteResult, 'rejected' | 'push'>> {
    const { where, onRejected, onProgress, signal } = options;
    const counts = { rowsRead: 0, rowsRejected: 0, measurementsWritten: 0 };
    const errors = new GroupedMessages();
    const warnings = new GroupedMessages();
    const lastOf = new Map<string, NewMeasurement>();
    const send = async (part: PushRow<T>[]) => {
      const measurements = part.flatMap(row =>
        'measurement' in row ? [row.measurement] : [],
      );
      if (options.covered && measurements.length && !lastOf.size) {
        // A mistake in it is reported before anything is stored
        await this.send(measurements.slice(0, 1), { ...options, dryRun: true });
      }
      measurements.forEach(one => {
        if (options.covered) {
          lastOf.set(`${one.entityRef} ${one.kpi}`, one);
        }
      });
      const result = measurements.length
        ? await this.send(measurements, { ...options, covered: undefined })
        : { rejected: [], warnings: [], measurementsWritten: 0 };
      const messages = new Map(
        result.rejected.map(({ row, message }) => [row, message]),
      );
      let index = 0;
      const rejected = part.flatMap(row => {
        const message =
          'measurement' in row ? messages.get(index++) : row.mistake;
        return message === undefined ? [] : [{ origin: row.origin, message }];
      });
      rejected.forEach(({ origin, message }) =>
        errors.add(message, where(origin)),
      );
      result.warnings
        // Over all requests it is known here
        .filter(({ message }) => message !== SENT_TWICE)
        .forEach(({ message, count }) =>
          warnings.add(message, undefined, count),
        );
      counts.rowsRead += part.length;
      counts.rowsRejected += rejected.length;
      counts.measurementsWritten += result.measurementsWritten;
      if (rejected.length) {
        await onRejected?.(rejected);
      }
      onProgress?.({ ...counts });
    };
    let buffer: PushRow<T>[] = [];
    const seen = new Set<string>();
    for await (const row of rows) {
      signal?.throwIfAborted();
      if ('measurement' in row) {
        const { entityRef, kpi, period: start } = row.measurement;
        const key = `${entityRef} ${kpi} ${start}`.toLocaleLowerCase('en-US');
        if (seen.has(key)) {
          warnings.add(SENT_TWICE, where(row.origin));
        } else if (seen.size < ROWS_REMEMBERED) {
          seen.add(key);
        }
      }
      buffer.push(row);
      if (buffer.length >= ROWS_A_REQUEST) {
        await send(buffer);
        buffer = [];
      }
    }
    if (buffer.length) {
      await send(buffer);
    }
    if (options.covered) {
      const again = counts.rowsRejected ? [] : [...lastOf.values()];
      for (let i = 0; i < again.length; i += ROWS_A_REQUEST) {
        // Once all is stored; to send a row again changes nothing
        await this.send(again.slice(i, i + ROWS_A_REQUEST), options);
      }
      if (counts.rowsRejected && counts.measurementsWritten) {
        warnings.add(NOT_COVERED);
      }
    }
    return { ...counts, errors: errors.list(), warnings: warnings.list() };
  }

  /**
   * Deletes measurements for good; needs the permission `kpi-tree.measurement.delete`.
   *
   * @returns what was deleted; with `dryRun` what would be, and nothing is
   * @throws `ResponseError` if the portal refuses: with 404 if nothing was ever
   * measured; `ServiceUnavailableError` if it gives no answer
   */
  async delete(
    { entityRef, kpi, from, to }: MeasurementSpan,
    { setAside = false, dryRun = false, signal }: DeleteOptions = {},
  ): Promise<MeasurementsDeletion> {
    const address = apiAddress<'/v1/measurements', 'delete'>(
      '/v1/measurements',
      { query: { entityRef, kpi, from, to, setAside, dryRun } },
    );
    const url = await this.baseUrl();
    let response: Response;
    try {
      response = await this.fetch(`${url}${address}`, {
        method: 'DELETE',
        headers: this.authorization(),
        signal,
      });
    } catch (error) {
      throw signal?.aborted
        ? error
        : unreachable(url, undefined, error as Error);
    }
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return await response.json();
  }

  private async baseUrl(): Promise<string> {
    const { baseUrl } = this.options;
    const url = typeof baseUrl === 'string' ? baseUrl : await baseUrl();
    return url.replace(/\/$/, '');
  }

  private authorization(): Record<string, string> {
    const { token } = this.options;
    return token ? { Authorization: `Bearer ${token}` } : {};
  }

  private fetch(...request: Parameters<typeof fetch>): Promise<Response> {
    const doFetch = this.options.fetch ?? fetch;
    return doFetch(...request);
  }

  private async send(
    measurements: NewMeasurement[],
    { source, run, dryRun, covered, signal }: PushOptions,
  ): Promise<WriteResult> {
    const { pausesMs = PAUSES_MS } = this.options;
    const url = await this.baseUrl();
    // As they are: a misspelt field is for the portal to reject
    const rows: ApiBody<'/v1/measurements', 'post'> = {
      source,
      run,
      dryRun,
      ...(covered
        ? { coveredFrom: covered.from, coveredUntil: covered.until }
        : {}),
      measurements,
    };
    const body = JSON.stringify(rows);
    const address = apiAddress<'/v1/measurements', 'post'>(
      '/v1/measurements',
      {},
    );
    for (let attempt = 0; ; attempt++) {
      const isLast = attempt >= pausesMs.length;
      let response: Response | undefined;
      try {
        response = await this.fetch(`${url}${address}`, {
          method: 'POST',
          headers: {
            'Content-Type': 'application/json',
            ...this.authorization(),
          },
          body,
          signal,
        });
        if (response.ok) {
          return await response.json();
        }
      } catch (error) {
        // The connection broke
        if (signal?.aborted) {
          throw error;
        }
        if (isLast) {
          throw unreachable(url, response, error as Error);
        }
      }
      const worthRepeating =
        !response ||
        response.ok ||
        response.status === 429 ||
        response.status >= 500;
      if (response && (!worthRepeating || isLast)) {
        throw await ResponseError.fromResponse(response);
      }
      await pause(retryAfterMs(response) ?? pausesMs[attempt], signal);
    }
  }
}

/** That a portal gave no answer, and why as far as is known. */
function unreachable(
  url: string,
  response: Response | undefined,
  error: Error,
): Error {
  const code = (error.cause as { code?: string } | undefined)?.code;
  return new ServiceUnavailableError(
    `${url} ${
      response ? 'does not answer like a portal' : 'cannot be reached'
    } (${code ?? error.message})`,
    error,
  );
}

async function* numbered(
  measurements: Iterable<NewMeasurement> | AsyncIterable<NewMeasurement>,
): AsyncGenerator<PushRow<number>> {
  let origin = 0;
  for await (const measurement of measurements) {
    yield { origin: origin++, measurement };
  }
}
