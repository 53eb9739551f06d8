import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  Aggregation,
  aggregations,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { aggregate } from './aggregate';
import { aggregationTraits } from './aggregationTraits';

const traitsOf = (how: Aggregation) => aggregationTraits[how];

const docs = (name: string) =>
  readFileSync(join(__dirname, '../../../../docs', `${name}.md`), 'utf8');

describe('aggregations', () => {
  it.each(['arithmetic', 'definitions', 'glossary'])(
    'are all in docs/%s.md',
    name => {
      const text = docs(name);
      expect(aggregations.filter(how => !text.includes(`\`${how}\``))).toEqual(
        [],
      );
    },
  );

  // Of distributions only a sketch is known here
  it.each(
    aggregations.filter(
      how => traitsOf(how).foldable && !traitsOf(how).needsDistribution,
    ),
  )('%s: values that were folded come to the same', how => {
    const values = fc.array(
      fc.record({
        value: fc.integer({ min: -1000, max: 1000 }),
        weight: fc.integer({ min: 1, max: 100 }),
      }),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(values, values, (first, last) => {
        const folded = [first, last].map(part => aggregate(part, how)!);
        expect(aggregate(folded, how)?.value).toBeCloseTo(
          aggregate([...first, ...last], how)!.value!,
          6,
        );
      }),
    );
  });
});
