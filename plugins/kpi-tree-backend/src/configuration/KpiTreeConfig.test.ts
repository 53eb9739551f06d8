import { ConfigReader } from '@backstage/config';
import { JsonObject, JsonValue } from '@backstage/types';
import fc from 'fast-check';
import { readKpiTreeConfig } from './KpiTreeConfig';

const read = (kpiTree: JsonValue) =>
  readKpiTreeConfig(new ConfigReader({ kpiTree }));

describe('kpiTree in app-config.yaml', () => {
  it('has defaults', () => {
    const { config, problems } = readKpiTreeConfig(new ConfigReader({}));
    expect(problems).toEqual([]);
    expect(config).toMatchObject({
      timeZone: 'UTC',
      tolerance: 0.2,
      coverageFloor: 0.5,
      targetOverrides: true,
      signals: { rules: 'nhs' },
      collector: { atOnce: 4, attempts: 3 },
      badges: { public: false },
      trial: { rows: 500_000, timeoutMs: 20_000 },
      retention: { foldAfterMs: Infinity, dropAfterMs: Infinity },
      faults: {},
    });
    expect(Math.abs(config.now().getTime() - Date.now())).toBeLessThan(60_000);
  });

  it('is read', () => {
    const { config, problems } = read({
      asOf: '2026-05-15',
      timeZone: 'Europe/Berlin',
      tolerance: 0,
      coverageFloor: 1,
      targetOverrides: false,
      signals: { rules: 'wheeler' },
      collector: { atOnce: 1, attempts: 1 },
      badges: { public: true },
      trial: { rows: 7, timeout: 'PT5S' },
      retention: { foldAfter: { days: 31 }, dropAfter: { years: 5 } },
    });
    expect(problems).toEqual([]);
    expect(config).toMatchObject({
      timeZone: 'Europe/Berlin',
      tolerance: 0,
      coverageFloor: 1,
      targetOverrides: false,
      signals: { rules: 'wheeler' },
      collector: { atOnce: 1, attempts: 1 },
      badges: { public: true },
      trial: { rows: 7, timeoutMs: 5_000 },
    });
    expect(config.now()).toEqual(new Date('2026-05-15'));
    expect(config.retention.foldAfterMs).toBe(31 * 86_400_000);
  });

  const wrong: [JsonObject, string, RegExp, string | undefined][] = [
    [
      { timeZone: 'Europe/Berln' },
      'timeZone',
      /^is Europe\/Berln: use an IANA zone such as Europe\/Berlin; until it is corrected, nothing is collected, accepted or judged/,
      'calendar',
    ],
    [{ timeZone: 'Central' }, 'timeZone', /such as Europe\/Berlin/, 'calendar'],
    [
      { timeZone: 2 },
      'timeZone',
      /^is of the type number: use string/,
      'calendar',
    ],
    [
      { asOf: 'yesterday' },
      'asOf',
      /^is yesterday: use a date such as/,
      'calendar',
    ],
    [{ asOf: 20260515 }, 'asOf', /^is of the type number/, 'calendar'],
    [
      { tolerance: 20 },
      'tolerance',
      /^is 20: use a share from 0 to 1/,
      'judgement',
    ],
    [
      { tolerance: '20 %' },
      'tolerance',
      /^is not a number; until/,
      'judgement',
    ],
    [
      { coverageFloor: -1 },
      'coverageFloor',
      /^is -1: use a share/,
      'judgement',
    ],
    [
      { signals: { rules: 'nelson' } },
      'signals.rules',
      /^is nelson: use nhs, wheeler, western-electric/,
      'judgement',
    ],
    [{ signals: 'nhs' }, 'signals.rules', /./, 'judgement'],
    [{ targetOverrides: 'some' }, 'targetOverrides', /./, 'judgement'],
    [
      { retention: { foldAfter: { days: 3 } } },
      'retention.foldAfter',
      /^is \{"days":3\}: use at least 31 days.*nothing is folded or removed/,
      'retention',
    ],
    [
      { retention: { dropAfter: 'long' } },
      'retention.dropAfter',
      /^is "long": use a duration such as/,
      'retention',
    ],
    [
      { collector: { atOnce: 0 } },
      'collector.atOnce',
      /^is 0: use a whole number such as 4; until it is corrected, the default applies/,
      undefined,
    ],
    [
      { badges: { public: 'to all' } },
      'badges.public',
      /the default applies/,
      undefined,
    ],
    [{ trial: { timeout: 'soon' } }, 'trial.timeout', /^is "soon"/, undefined],
  ];

  it.each(wrong)('may be wrong: %j', (config, key, message, fault) => {
    const { config: found, problems } = read(config);
    expect(problems).toEqual([
      {
        key: `kpiTree.${key}`,
        message: expect.stringMatching(message),
        severity: 'error',
      },
    ]);
    expect(Object.keys(found.faults)).toEqual(fault ? [fault] : []);
  });

  it('lets nobody use a calendar that is not known', () => {
    for (const kpiTree of [
      { timeZone: 'Nowhere' },
      { asOf: 'never' },
      'everything',
    ]) {
      const { config } = read(kpiTree);
      expect(() => config.now()).toThrow(/kpiTree/);
      expect(() => config.timeZone).toThrow(/kpiTree/);
    }
  });

  it('says all that is wrong at once, and takes what is right', () => {
    const { config, problems } = read({
      timeZone: 'Nowhere',
      tolerance: 7,
      coverageFloor: 0.9,
      collector: { atOnce: 'all', attempts: 5 },
    });
    expect(problems.map(({ key }) => key)).toEqual([
      'kpiTree.timeZone',
      'kpiTree.tolerance',
      'kpiTree.collector.atOnce',
    ]);
    expect(config).toMatchObject({
      coverageFloor: 0.9,
      collector: { atOnce: 4, attempts: 5 },
    });
  });

  it('may be anything, and the backend starts', () => {
    const keys = [
      ...wrong.map(([, key]) => key),
      ...['signals', 'collector', 'badges', 'trial', 'retention'],
    ];
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...keys), fc.jsonValue()),
        flat => {
          const kpiTree: Record<string, any> = {};
          for (const [key, value] of Object.entries(flat)) {
            const [first, second] = key.split('.');
            if (second === undefined) {
              kpiTree[first] = value;
            } else if (typeof kpiTree[first] !== 'object' || !kpiTree[first]) {
              kpiTree[first] = { [second]: value };
            } else {
              kpiTree[first][second] = value;
            }
          }
          const { config, problems } = read(kpiTree);
          const isKnown = config.faults.calendar === undefined;
          expect(isKnown || problems.length > 0).toBe(true);
          expect(config.tolerance).toBeGreaterThanOrEqual(0);
          expect(config.collector.atOnce).toBeGreaterThan(0);
          expect(config.retention.foldAfterMs).toBeGreaterThan(0);
        },
      ),
      { numRuns: 500, seed: 13 },
    );
  });
});
