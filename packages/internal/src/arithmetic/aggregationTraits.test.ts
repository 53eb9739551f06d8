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

/** The places of the documentation that name all of them: a section, or rows of a table. */
const places = {
  arithmetic: /^## Aggregation\n[^]*?(?=^#)/m,
  definitions: /^\| `spec\.aggregate\.overTime`.*$/m,
  glossary: /^\| \*\*aggregation\*\*.*$/m,
};

describe('aggregations', () => {
  it.each(Object.entries(places))(
    'are all where docs/%s.md names them',
    (name, place) => {
      const page = readFileSync(
        join(__dirname, '../../../../docs', `${name}.md`),
        'utf8',
      );
      const [text] = place.exec(page)!;
      expect(aggregations.filter(how => !text.includes(`\`${how}\``))).toEqual(
        [],
      );
    },
  );

  it.each(aggregations.filter(how => traitsOf(how).keepsSingleValue))(
    '%s: a single value comes to itself',
    how => {
      fc.assert(
        fc.property(
          // -0 is no other value than 0
          fc.double({ noNaN: true, noDefaultInfinity: true }).map(x => x + 0),
          fc.integer({ min: 1, max: 100 }),
          (value, weight) => {
            expect(aggregate([{ value, weight }], how)?.value).toBe(value);
          },
        ),
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
