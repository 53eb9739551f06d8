import { RecordProfile } from '../profiles/RecordProfile';
import { Row } from '../rows/RowReader';

const PAGE = 3;

/** A record, or that it is gone. */
type Entry = { id: string; updated: string; row: Row | undefined };

/** A system with records, which tells what was changed since, page by page. */
export class ChangingSystem {
  readonly entries = new Map<string, Entry>();
  /** The pages that were requested: since when, and which records they had. */
  asked: { since: string; ids: string[] }[] = [];
  settings: unknown = 'one';
  /** Something that happens before a page is answered. */
  before: (page: number) => void = () => {};

  set(id: string, updated: string, n: number) {
    this.put(id, updated, { id, n: String(n), service: 'A', at: updated });
  }

  /** @param row - nothing if the record is deleted, which the system tells as a change */
  put(id: string, updated: string, row: Row | undefined) {
    this.entries.set(id, { id, updated, row });
  }

  readonly http = {
    request: async ({ url, signal }: { url: URL; signal: AbortSignal }) => {
      this.before(this.asked.length + 1);
      signal.throwIfAborted();
      const since = url.searchParams.get('since')!;
      const after = url.searchParams.get('after') ?? '';
      const items = [...this.entries.values()]
        .filter(({ updated }) => !(Date.parse(updated) < Date.parse(since)))
        .filter(({ id }) => id > after)
        .sort((x, y) => (x.id < y.id ? -1 : 1))
        .slice(0, PAGE);
      this.asked.push({ since, ids: items.map(({ id }) => id) });
      return {
        url,
        header: () => undefined,
        text: '',
        json: () => ({ items }),
      };
    },
  };

  get profile(): RecordProfile {
    return {
      configured: new URL('https://desk.test'),
      headers: {},
      settings: this.settings,
      requests: since => [
        {
          url: new URL(`https://desk.test/?since=${since.toISOString()}`),
          rows: 'items',
          paging: {
            by: 'last',
            after: (url, last) => {
              url.searchParams.set('after', (last as Entry).id);
              return url;
            },
          },
          parse: ({ items }) => ({
            records: (items as Entry[]).flatMap(({ id, updated, row }) =>
              row ? [{ id, updated, row }] : [],
            ),
            removed: (items as Entry[]).flatMap(({ id, row }) =>
              row ? [] : [id],
            ),
          }),
        },
      ],
    };
  }
}
