import { collect } from '../__testUtils__/records';
import { Engine } from './Engine';
import { WRITTEN_DURATION } from './durations';
import { textOf } from './text';

jest.setTimeout(60_000);

const h = 3_600;
const d = 24 * h;
const written: [string, number | null][] = [
  ['1970-01-01 05:30:00', 5.5 * h],
  ['1970-01-02 02:30:00', 26.5 * h],
  ['1970-03-01T00:00:00Z', 59 * d],
  ['1970-01-01 00:00:00.5', 0.5],
  ['PT5H30M', 5.5 * h],
  ['P1DT2H30M', 26.5 * h],
  ['p2w', 14 * d],
  ['PT0.5S', 0.5],
  ['3 Days 4 Hours', 3 * d + 4 * h],
  ['1 Day 1 Minute', d + 60],
  ['2 weeks, 1 day and 3 hrs', 15 * d + 3 * h],
  ['1d4h30m', d + 4.5 * h],
  ['90 min', 1.5 * h],
  ['1.5 h', 1.5 * h],
  ['45 Seconds', 45],
  ['05:30:00', 5.5 * h],
  ['126:30:00.25', 126.5 * h + 0.25],
  ['1 02:30:00', 26.5 * h],
  ['1.02:30:00', 26.5 * h],
  ['1 day, 2:30:00', 26.5 * h],
  ['3 days 04:00:00', 3 * d + 4 * h],
  ...['P1M', 'P1Y', 'PT', 'P', '3 months', '4 hours 3 days', '5:30'].map(
    (text): [string, null] => [text, null],
  ),
  ...[
    '1 hour 1 hour',
    '05:60:00',
    '-PT1H',
    'an hour',
    '2026-04-01 05:30:00',
  ].map((text): [string, null] => [text, null]),
];

it('are read however they are written', async () => {
  const engine = await Engine.open({ timeZone: 'America/New_York' });
  try {
    const read = async (text: string) => {
      const [[seconds, isWritten]] = await engine.all<[number | null, boolean]>(
        `select duration(t), regexp_full_match(t, ${textOf(
          WRITTEN_DURATION,
        )}) from (select ${textOf(text)} as t)`,
      );
      return [seconds, isWritten];
    };
    for (const [text, seconds] of written) {
      expect([text, ...(await read(text))]).toEqual([
        text,
        seconds,
        // What may be one is noticed, though not all of that is
        seconds !== null || /^PT?$/.test(text),
      ]);
    }
    expect(await read('19800')).toEqual([19_800, false]);
    expect(await read('')).toEqual([null, true]);
  } finally {
    await engine.close();
  }
});

describe('a column of them', () => {
  const rows = ['5 Hours 30 Minutes', '1970-01-02 02:30:00', '', 'long'].map(
    (took, i) => ({ service: 'A', at: `2026-04-0${i + 1}`, took }),
  );
  const kpi = (name: string, of: unknown) => ({
    name,
    settings: { measure: 'mean', of },
  });
  const inSeconds = kpi('seconds', { column: 'took', unit: 's' });

  it('is a number of seconds', async () => {
    const { values, errors } = await collect(rows, {
      kpis: [
        inSeconds,
        kpi('number', 'took'),
        kpi('hours', { column: 'took', unit: 'h' }),
      ],
      config: { columns: { took: { type: 'duration' } } },
    });
    expect(values('component:default/a', 'seconds')).toEqual({
      '2026-04-01': [16, 2],
    });
    const seconds = (name: string) =>
      `The Kpi ${name} cannot be measured: columns of the source says that took is a duration, which is a number of seconds: use of: { column: took, unit: s }`;
    expect(errors).toEqual([
      seconds('number'),
      seconds('hours'),
      'rows line 5: "long": took is not a duration such as PT5H30M, 5 hours 30 minutes, 05:30:00, 1970-01-01 05:30:00 or 19800, which is seconds: correct it, or what columns of the source says',
    ]);
  });

  it('is reported where it is not declared', async () => {
    const { errors } = await collect(rows, { kpis: [inSeconds] });
    expect(errors).toEqual([
      'rows line 2: "5 Hours 30 Minutes": took is not a number: use one such as 12.5, or say under columns of the source that it has type: duration (2 rows)',
      'rows line 5: "long": took is not a number: use one such as 12.5',
    ]);
  });
});
