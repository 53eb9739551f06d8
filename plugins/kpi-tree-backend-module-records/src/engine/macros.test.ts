/** How the engine reads texts, compared with luxon and with the calendar of the product. */
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { Calendar } from '../time/calendar';
import { Engine } from './Engine';
import { textOf } from './text';

jest.setTimeout(60_000);

let engine: Engine;

const start = async (timeZone: string) => {
  engine = await Engine.open({ timeZone });
};

afterEach(() => engine.close());

/** What some texts are by a function of SQL. */
const read = async <T extends number | boolean | null>(
  expression: string,
  texts: string[],
): Promise<T[]> =>
  (
    await engine.all<[number, T]>(
      `select i, ${expression} from (
        select unnest(range(${texts.length}))::integer as i,
          unnest([${texts.map(textOf).join(', ')}]) as t
      ) order by i`,
    )
  ).map(([, value]) => value);

const instants = async (texts: string[]) => {
  const found = await read<number | null>('ms(instant(t))::double', texts);
  const isNever = await read<boolean>(
    "coalesce(instant(t) = 'infinity'::timestamptz, false)",
    texts,
  );
  return found.map((value, index) => (isNever[index] ? Infinity : value));
};

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'America/Sao_Paulo',
  'Australia/Sydney',
  'America/Santiago',
  'Pacific/Apia',
];

/** Of two instants that a clock shows alike, the first. */
function byLuxon(text: string, zone: string): number {
  const time = DateTime.fromISO(text.replace(' ', 'T'), { zone });
  const hasZone = /[Z+-]/.test(text.slice(10));
  return Math.min(
    ...(hasZone ? [time] : time.getPossibleOffsets()).map(one =>
      one.toMillis(),
    ),
  );
}

const minutes = fc.integer({
  min: Date.UTC(1990, 0, 1) / 60_000,
  max: Date.UTC(2035, 0, 1) / 60_000,
});
const texts = fc
  .tuple(
    minutes,
    fc.constantFrom('', 'Z', '+01:00', '-0530', '+05'),
    fc.constantFrom('T', ' '),
    fc.constantFrom(10, 16, 19, 23),
  )
  .map(([minute, zone, between, length]) => {
    const text = new Date(minute * 60_000)
      .toISOString()
      .slice(0, length)
      .replace('T', between);
    return length === 10 ? text : text + zone;
  });

/** The days on which clocks are changed in some of the zones, and their hours. */
const changes = Array.from({ length: 20 }, (_, year) =>
  ['02-15', '03-08', '03-29', '04-05', '09-06', '10-18', '10-25', '11-01'].map(
    day =>
      ['', 'T00:00', 'T00:30', 'T01:30', 'T02:30', 'T03:00', 'T23:30'].map(
        time => `${2010 + year}-${day}${time}`,
      ),
  ),
).flat(2);

describe('instant', () => {
  it.each(zones)('is that of luxon in %s', async zone => {
    await start(zone);
    const list = [...fc.sample(texts, { numRuns: 1_000, seed: 1 }), ...changes];
    expect(await instants(list)).toEqual(list.map(text => byLuxon(text, zone)));
  });

  it('is none of what is not ISO 8601, or not in the calendar', async () => {
    await start('Europe/Berlin');
    const wrong = [
      '',
      'junk',
      '2026-02-30',
      '2026-02-30T00:00Z',
      '2026-13-01',
      '2026-1-1',
      '2026-03-28 junk',
      '2026-03-28junk',
      '2026-03-28 99:99:99',
      '2026-01-01T25:00Z',
      '2026-01-01T23:59:60Z',
      '2026-03-28T10:00z',
      '2026-03-28T10:00 CEST',
      '01/02/2026',
      '01-02-03',
      '20260328',
      '1774828800',
      // Earlier than any record
      '0001-01-01',
      '1899-12-30T00:00',
    ];
    expect(await instants(wrong)).toEqual(wrong.map(() => null));
  });

  it('keeps the offset, and takes the zone for what is without one', async () => {
    await start('Europe/Berlin');
    expect(
      await instants([
        '2026-03-28T10:00:00+02:00',
        '2026-03-28T10:00:00Z',
        '2026-03-28T10:00:00',
        '2026-03-28T10:00',
        '2026-03-28 10:00:00.5+00',
        '2026-03-28',
      ]),
    ).toEqual(
      ['08:00:00', '10:00:00', '09:00:00', '09:00:00', '10:00:00.500']
        .map(time => Date.parse(`2026-03-28T${time}Z`))
        .concat(Date.parse('2026-03-27T23:00:00Z')),
    );
  });

  it('is never, by each way in which systems say so', async () => {
    await start('UTC');
    const never = [
      '9999-12-31',
      '9999-12-31T23:59:59.999Z',
      '2200-01-01T00:00:00+14:00',
      '+010000-01-01T00:00:00.000Z',
      'Infinity',
    ];
    expect(await instants(never)).toEqual(never.map(() => Infinity));
    expect(await instants(['2199-12-31T23:59:59Z'])).toEqual([
      Date.UTC(2199, 11, 31, 23, 59, 59),
    ]);
  });

  it('is exact across a change of the clock', async () => {
    await start('Europe/Berlin');
    const [from, to] = await instants(['2026-03-28T12:00', '2026-03-29T12:00']);
    expect(to! - from!).toBe(82_800_000);
  });
});

describe('instant_in', () => {
  it.each(zones)(
    'is that of luxon in %s, in an engine elsewhere',
    async zone => {
      await start('America/New_York');
      const list = [
        ...fc.sample(texts, { numRuns: 1_000, seed: 1 }),
        ...changes,
      ];
      expect(await read(`ms(instant_in(t, '${zone}'))::double`, list)).toEqual(
        list.map(text => byLuxon(text, zone)),
      );
    },
  );

  it('is never, or none, as instant is', async () => {
    await start('UTC');
    expect(
      await read(
        "coalesce(instant_in(t, 'Europe/Berlin')::varchar = 'infinity', null)",
        ['9999-12-31', '2200-01-01 00:00', '2026-02-30', '1899-12-31', 'junk'],
      ),
    ).toEqual([true, true, null, null, null]);
  });
});

describe('period_day', () => {
  it.each(zones)('is the first day by the calendar, in %s', async zone => {
    await start(zone);
    const list = [...fc.sample(texts, { numRuns: 500, seed: 1 }), ...changes];
    const found = await instants(list);
    for (const grain of ['day', 'week', 'month', 'quarter'] as const) {
      const calendar = new Calendar(grain, zone);
      expect(
        await read<number>(`period_day(instant(t), '${grain}')`, list),
      ).toEqual(found.map(instant => calendar.periodAt(instant!).day));
    }
  });
});

describe('number', () => {
  it('is a finite decimal number, as JavaScript reads it', async () => {
    await start('UTC');
    const list = fc
      .sample(fc.double({ noNaN: true, noDefaultInfinity: true }), 500)
      .map(String)
      .concat('007', '12.7', '+3', '-.5', '1e3', '12.', '0.1', '1E-3');
    expect(await read('number(t)', list)).toEqual(list.map(Number));
  });

  it('is none of what only a cast takes for one', async () => {
    await start('UTC');
    const wrong = [
      ...['', 'many', '0x1F', '1_000', '1,000', '1.000,5', '12 h', 'nan'],
      ...['NaN', 'inf', 'Infinity', '-infinity', '1e999', 'true', '1 2', '--1'],
    ];
    expect(await read('number(t)', wrong)).toEqual(wrong.map(() => null));
  });
});
