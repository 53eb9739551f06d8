import { mockApis } from '@backstage/test-utils';
import { formatIn } from '../format';
import { kpiTreeTranslationRef } from '../../texts';
import { definitionTexts, fieldLabel } from './definitionTexts';

const snapshot = mockApis.translation().getTranslation(kpiTreeTranslationRef);
if (!snapshot.ready) {
  throw new Error('English is not there at once');
}
const texts = definitionTexts(snapshot.t, formatIn('en'));

describe('changedValue', () => {
  it.each([
    [undefined, 'nothing'],
    ['4', '4'],
    ['"h"', 'h'],
    ['true', 'true'],
    ['["a","b"]', 'a; b'],
    ['[]', 'nothing'],
    ['{"min":60,"max":80}', '60 to 80'],
    [
      '[{"from":"2025-01-01","value":4},{"from":"2026-01-01","value":{"min":1,"max":2}}]',
      '4 from 2025-01-01; 1 to 2 from 2026-01-01',
    ],
    ['{"weight":2,"target":3}', 'weight 2, target 3'],
    ['{"kind":{"$in":["API"]}}', '{"kind":{"$in":["API"]}}'],
  ])('writes %s as %s', (json, text) => {
    expect(texts.changedValue(json)).toBe(text);
  });
});

describe('fieldLabel', () => {
  it.each([
    ['spec.target', 'Target'],
    ['title', 'Title'],
    ['spec.definition.excludes', 'Definition.excludes'],
    ['incident-management/incident-mttr', 'incident-management/incident-mttr'],
  ])('writes %s as %s', (field, label) => {
    expect(fieldLabel(field)).toBe(label);
  });
});

describe('target', () => {
  it.each([
    [undefined, undefined],
    [4, '4\u00a0h'],
    [{ min: 1, max: 2 }, '1\u00a0h to 2\u00a0h'],
    [
      [
        { from: '2025-01-01', value: 4 },
        { from: '2026-01-01', value: 2 },
      ],
      '4\u00a0h from 2025-01-01, 2\u00a0h from 2026-01-01',
    ],
  ])('writes %j as %s', (target, text) => {
    expect(texts.target(target, 'h')).toBe(text);
  });
});

describe('plausible', () => {
  it.each([
    [undefined, undefined],
    [{ min: -100 }, 'from -100%'],
    [{ max: 100 }, 'up to 100%'],
    [{ min: 0, max: 250 }, '0% to 250%'],
  ])('says which values %j are', (plausible, text) => {
    expect(texts.plausible(plausible, '%')).toBe(text);
  });
});

describe('signals', () => {
  it('says what is not as usual', () => {
    expect(texts.signals(undefined)).toBeUndefined();
    expect(texts.signals({ seasonal: 'auto', changes: [] })).toBeUndefined();
    expect(
      texts.signals({
        rules: 'western-electric',
        seasonal: 'none',
        baseline: { from: '2025-01-01', to: '2025-12-31' },
        changes: [
          { date: '2026-02-01', reason: 'The new tool' },
          { date: '2026-08-01' },
        ],
      }),
    ).toBe(
      'Western Electric rules; Seasonality is never removed; Limits based on 2025-01-01 to 2025-12-31; New limits from 2026-02-01: The new tool; New limits from 2026-08-01',
    );
  });
});
