import { Entity } from '@backstage/catalog-model';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { entity, kpiEntity, treeEntity } from '../../__testUtils__/entities';
import {
  changed,
  edgeDates,
  edgeNumbers,
  oddNumberTexts,
  oddTexts,
} from './hostileValues';

/** A Kpi with all that one may have, so that each part is changed. */
const fullKpi = kpiEntity('full', {
  period: 'week',
  signals: {
    baseline: { from: '2026-01-01', to: '2026-03-31' },
    changes: [{ date: '2026-04-01', reason: 'x' }],
  },
  plausible: { min: 0, max: 100 },
});
const computed = kpiEntity('computed', {
  source: undefined,
  formula: '100 * mttr / max(count, 1)',
});
const range = kpiEntity('range', { target: '95..99', threshold: undefined });
const tree = treeEntity('other', { d2c: ['mttr', 'control'], run: ['count'] });

/** Formulas that are long, deep, circular or no formulas. */
const formulas = [
  '1/0',
  'range + 1',
  'computed0',
  `${'('.repeat(5_000)}mttr${')'.repeat(5_000)}`,
  Array.from({ length: 5_000 }, () => 'mttr').join('+'),
  '-'.repeat(20_000),
  '1e999 * mttr',
  'mttr mttr',
  'constructor',
];

const annotationText = fc.oneof(
  fc.constantFrom(
    ...oddTexts,
    ...edgeDates,
    ...oddNumberTexts,
    ...edgeNumbers.map(String),
    '1..2',
    '2..1',
    '..',
    'none',
    'tree',
    'tree,none,,',
    'user:default/x',
    // As earlier references: in the catalog, gone, of no entity, and far too many
    'component:default/a',
    'Component:DEFAULT/Gone, component:default/gone,component:default/gone',
    'component:default/h0,component:default/h1,component:default/h2',
    'kpi:default/mttr',
    'a:b:c/d/e',
    `component:default/${'x'.repeat(300)}`,
    Array.from({ length: 5_000 }, (_, i) => `component:default/g${i}`).join(),
    '::',
  ),
  fc.string({ unit: 'binary' }),
);

/** Annotations of the product, and what looks like them. */
const annotations = fc.dictionary(
  fc.constantFrom(
    'tree',
    'nodes',
    'formerly',
    ...['target', 'threshold', 'owner', 'source', '', 'x'].flatMap(what =>
      ['mttr', 'count', '', '__proto__', 'none'].map(kpi => `${what}.${kpi}`),
    ),
  ),
  annotationText,
  { maxKeys: 6 },
);

const definition = fc.oneof(
  ...[fullKpi, computed, range, tree].map(({ spec, ...right }) =>
    changed(spec).map(other => ({ ...right, spec: other } as Entity)),
  ),
  fc
    .constantFrom(...formulas)
    .map(
      formula =>
        ({ ...computed, spec: { ...computed.spec, formula } } as Entity),
    ),
);

/**
 * What a catalog may have of the product's kinds and annotations, right or not. Names are
 * right: the catalog takes no others.
 */
export const hostileEntities: fc.Arbitrary<Entity[]> = fc
  .tuple(
    fc.array(definition, { minLength: 40, maxLength: 40 }),
    fc.array(annotations, { minLength: 20, maxLength: 20 }),
  )
  .map(([definitions, annotated]) => [
    ...definitions.map(
      (one, i): Entity => ({
        ...one,
        metadata: { ...one.metadata, name: `${one.metadata.name}${i}` },
      }),
    ),
    ...annotated.map((all, i) =>
      entity(`Component:h${i}`, {
        annotations: all,
        relations: { 'system:default/s': 'partOf' },
      }),
    ),
  ]);

/** The text of a definition with something odd in it, as a definition or as YAML. */
export const hostileYaml: fc.Arbitrary<string> = fc
  .tuple(
    definition,
    fc.constantFrom(
      '',
      '',
      '',
      '\0',
      '&a [*a]',
      '!!js/function x',
      '\n---\n',
      '{',
      '"',
      '\t',
      '<<: *x',
      '? ',
      '%YAML 9.9\n',
      '\ufeff',
    ),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  .map(([one, odd, where]) => {
    const text = stringify(one);
    const at = Math.floor(where * text.length);
    return text.slice(0, at) + odd + text.slice(at);
  });
