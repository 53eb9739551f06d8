import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { unknownKeys } from './unknownKeys';

const found = (config: JsonObject) =>
  unknownKeys(new ConfigReader(config)).map(
    ({ key, message, severity }) => `${severity}: ${key} ${message}`,
  );

describe('keys that nobody reads', () => {
  it.each<[JsonObject, string]>([
    [{ timezone: 'UTC' }, 'kpiTree.timezone … did you mean timeZone?'],
    [{ toleranse: 0.1 }, 'kpiTree.toleranse … did you mean tolerance?'],
    [
      { retention: { fold_after: { days: 40 } } },
      'kpiTree.retention.fold_after … did you mean foldAfter?',
    ],
    [
      { retention: { foldAfter: { day: 40 } } },
      'kpiTree.retention.foldAfter.day … did you mean days?',
    ],
    [
      { library: { trees: { dora: { appliesto: false } } } },
      'kpiTree.library.trees.dora.appliesto … did you mean appliesTo?',
    ],
    [
      { library: { enable: true } },
      'kpiTree.library.enable … did you mean enabled?',
    ],
    [{ record: { sources: [] } }, 'kpiTree.record … did you mean records?'],
    [{ http: { timeOut: 1 } }, 'kpiTree.http.timeOut … did you mean timeout?'],
    [
      { scorecard: { schedule: { frequncy: { hours: 1 } } } },
      'kpiTree.scorecard.schedule.frequncy … did you mean frequency?',
    ],
    [
      { badges: { everybodyMayLook: true } },
      'kpiTree.badges.everybodyMayLook … there are public',
    ],
  ])('are named with what was meant: %j', (kpiTree, expected) => {
    const [key, meant] = expected.split(' … ');
    expect(found({ kpiTree })).toEqual([
      `warning: ${key} is not a known key, so it has no effect: ${meant}`,
    ]);
  });

  it('are named where all of it is misspelt', () => {
    expect(found({ kpitree: { timeZone: 'UTC' }, app: {} })).toEqual([
      'warning: kpitree is not a known key, so it has no effect: did you mean kpiTree?',
    ]);
  });

  it('are not those that the admin chooses, nor those of sources', () => {
    expect(
      found({
        kpiTree: {
          asOf: '2026-05-15',
          library: {
            enabled: true,
            trees: { dora: { appliesTo: { 'spec.type': 'service' } } },
          },
          records: { sources: [{ id: 'a', csvv: 'x' }] },
          catalog: { schedule: { frequency: { cron: '0 6 * * *' } } },
        },
      }),
    ).toEqual([]);
  });

  it.each([{}, { kpiTree: null }, { kpiTree: 5 }, { kpiTree: [] }])(
    'are none of %j',
    config => {
      expect(found(config as JsonObject)).toEqual([]);
    },
  );
});
