import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { SourceHttp } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { readPages } from '../http/pages';
import {
  Ask,
  ProfileRecord,
  ProfileRequest,
  RecordProfile,
} from '../profiles/RecordProfile';
import { StoredRecord } from './RecordStore';

/** A part of a system that could not be read. */
export type Mistake = { where: string; error: string };

/**
 * Asks a system, page after page.
 *
 * @returns the newest change that was seen, and the parts that could not be read
 */
export async function readChanges(options: {
  requests: ProfileRequest[];
  profile: Pick<RecordProfile, 'configured' | 'headers'>;
  http: SourceHttp;
  source: string;
  signal: AbortSignal;
  write: (records: StoredRecord[]) => Promise<void>;
  remove: (ids: string[]) => Promise<void>;
}): Promise<{ newest: string | null; mistakes: Mistake[] }> {
  const { profile, http, source, signal, write, remove } = options;
  const { configured, headers } = profile;
  const base = { http, configured, headers, signal };
  const ask: Ask = async (url, rows, paging = { by: 'none' }) => {
    const all: unknown[] = [];
    for await (const { items } of readPages({
      ...base,
      start: url,
      rows,
      paging,
    })) {
      all.push(...items);
    }
    return all;
  };
  let newest = '';
  const mistakes: Mistake[] = [];
  const open = [...options.requests];
  for (let request = open.shift(); request; request = open.shift()) {
    const { url, rows, post, paging, keyOf, part } = request;
    try {
      for await (const page of readPages({
        ...base,
        start: url,
        rows,
        post,
        paging,
        keyOf,
      })) {
        const parsed = await request.parse(page, ask);
        open.push(...(parsed.more ?? []));
        const records = parsed.records.map(one => stored(one, source));
        signal.throwIfAborted();
        await remove(parsed.removed ?? []);
        await write(records);
        for (const { updated } of records) {
          newest = newest > updated ? newest : updated;
        }
        if (parsed.done) {
          break;
        }
      }
    } catch (error) {
      if (part === undefined || !isMissing(error)) {
        throw error;
      }
      mistakes.push({ where: `${source} ${part}`, error: error.message });
    }
  }
  return { newest: newest || null, mistakes };
}

function stored(record: ProfileRecord, source: string): StoredRecord {
  const updated = new Date(record.updated);
  if (Number.isNaN(updated.getTime())) {
    throw new InputError(
      `The record ${record.id} of ${source} does not say when it was changed, but "${record.updated}"`,
    );
  }
  return { ...record, updated: updated.toISOString() };
}

/** Whether a system has nothing there for whoever asks. */
function isMissing(error: unknown): error is Error {
  return error instanceof NotFoundError || error instanceof NotAllowedError;
}
