/** What a JSON API answers while its rows come and go. */
import { SourceHttp } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import fc from 'fast-check';
import { a, collect } from '../__testUtils__/records';
import { httpSchema } from './config';
import { HttpRowReader } from './HttpRowReader';

jest.setTimeout(60_000);

type Ticket = {
  id: number;
  service: string;
  at: string;
  state: string;
  updated: string;
};

const ticket = (id: number): Ticket => ({
  id,
  service: 'A',
  at: '2026-04-02',
  state: 'open',
  updated: '2026-04-02',
});

/** Tickets, the newest first. */
const tickets = (count: number) =>
  Array.from({ length: count }, (_, index) => ticket(count - index));

/** A reader of tickets that change before each question but the first. */
function readerOf(
  list: Ticket[],
  paging: object,
  change: (list: Ticket[], question: number) => void,
  key?: string[],
) {
  const asked: string[] = [];
  const http: SourceHttp = {
    request: async ({ url }) => {
      if (asked.length) {
        change(list, asked.length);
      }
      asked.push(url.search);
      const at = (name: string) => Number(url.searchParams.get(name));
      const from = url.searchParams.has('page')
        ? (at('page') - 1) * at('per_page')
        : at('offset');
      const size = at('per_page') || at('limit');
      const items = list.slice(from, from + size);
      return {
        url,
        header: () => undefined,
        text: '',
        json: () => ({ items, total: list.length }),
      };
    },
  };
  const config = httpSchema.parse({
    url: 'https://desk.test/tickets',
    rows: 'items',
    paging,
  });
  return { reader: new HttpRowReader(config, http, key), asked };
}

const kinds = ['page', 'offset'];
const key = ['id'];

describe('rows of a JSON API that come and go between two pages', () => {
  const oneComes = (list: Ticket[], question: number) => {
    if (question === 1) {
      list.unshift(ticket(1_000));
    }
  };

  it.each(kinds)('count once by their key, by %s', async by => {
    const { reader } = readerOf(tickets(150), { by }, oneComes, key);
    const { values, errors } = await collect(reader, { config: { key } });
    // The new one is on the first page, which only numbers read again
    expect(values(a)).toEqual({ '2026-04-01': [by === 'page' ? 151 : 150, 1] });
    expect(errors).toEqual([]);
  });

  it.each(kinds)(
    'count once without a key, and are reported, by %s',
    async by => {
      const { reader } = readerOf(tickets(150), { by }, oneComes);
      const { values, errors } = await collect(reader);
      expect(values(a)).toEqual({ '2026-04-01': [150, 1] });
      expect(errors).toEqual([
        'desk.test/tickets row 101: an equal row is in an earlier page, and counts once: rows moved while they were read, or two are alike; configure key with the column that tells them apart, such as key: ["id"]',
      ]);
    },
  );

  it.each(kinds)(
    'count once where they were changed and moved, by %s',
    async by => {
      const change = (list: Ticket[], question: number) => {
        if (question === 1) {
          // What changes moves to the end, and others move up
          const changed = { state: 'closed', updated: '2026-05-01' };
          list.push({ ...list.shift()!, ...changed });
        }
      };
      const closed = {
        settings: { measure: 'count', where: { state: 'closed' } },
      };
      const reported = expect.stringMatching(
        /rows of one record have different values in state, and only the first row counts: say with version/,
      );
      for (const [version, expected, messages] of [
        // The first row of a record counts, or the latest; one was closed before
        [undefined, 1, [reported]],
        ['updated', 2, []],
      ] as const) {
        const list = tickets(150);
        list[149].state = 'closed';
        const { reader } = readerOf(list, { by }, change, key);
        const { values, errors } = await collect(reader, {
          config: { key, version },
          kpis: [
            { settings: { measure: 'count' } },
            { ...closed, name: 'closed' },
          ],
        });
        expect(errors).toEqual(messages);
        expect(values(a)).toEqual({ '2026-04-01': [150, 1] });
        expect(values(a, 'closed')['2026-04-01']?.[0]).toBe(expected);
      }
    },
  );

  it('leave none out, whatever comes and goes', async () => {
    const step = fc.record({
      comes: fc.nat({ max: 2 }),
      goes: fc.array(fc.nat({ max: 99 }), { maxLength: 2 }),
    });
    const calm = fc.constant({ comes: 0, goes: [] });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('offset', 'page'),
        fc.integer({ min: 4, max: 12 }),
        fc.nat({ max: 80 }),
        fc.array(fc.oneof(step, calm, calm), { maxLength: 40 }),
        fc.boolean(),
        async (by, size, count, steps, mostlyGo) => {
          const list = tickets(count);
          const stays = new Set(list.map(({ id }) => id));
          let next = 1_000;
          const change = (now: Ticket[], question: number) => {
            const { comes, goes } = steps[question] ?? { comes: 0, goes: [] };
            // Pages by number cannot tell what comes and goes at the same time
            if (by === 'offset' || mostlyGo) {
              for (const index of goes) {
                now.splice(index, 1).forEach(({ id }) => stays.delete(id));
              }
            }
            if (by === 'offset' || !mostlyGo) {
              now.unshift(
                ...Array.from({ length: comes }, () => ticket(next++)),
              );
            }
          };
          const { reader } = readerOf(list, { by, size }, change, key);
          const ids: number[] = [];
          try {
            for await (const read of reader.read({
              signal: new AbortController().signal,
            })) {
              ids.push('row' in read ? Number(read.row.id) : NaN);
            }
          } catch (error) {
            // So many came that pages were the same three times: none is left out unsaid
            fc.pre(!String(error).includes('again in request'));
            throw error;
          }
          expect(ids).toHaveLength(new Set(ids).size);
          expect(ids).toEqual(expect.arrayContaining([...stays]));
        },
      ),
      { numRuns: 1_000, seed: 1 },
    );
  });

  it('are an error where they have another order each time', async () => {
    let seed = 1;
    const shuffle = (list: Ticket[]) => {
      list.sort(() => {
        seed = (seed * 16_807) % 2_147_483_647;
        return (seed % 2) - 0.5;
      });
    };
    const { reader } = readerOf(
      tickets(1_000),
      { by: 'offset', size: 10 },
      shuffle,
      key,
    );
    await expect(collect(reader, { config: { key } })).rejects.toThrow(
      'desk.test/tickets answers rows in another order each time: ask for an order in the URL',
    );
  });
});
