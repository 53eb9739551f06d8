import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parseAllDocuments } from 'yaml';
import { jsonSchemas } from './jsonSchemas';
import { publishedSchemas } from './publishedSchemas';

const root = join(__dirname, '../../../..');
const ajv = new Ajv({ strict: false, allErrors: true });
const validators = Object.fromEntries(
  Object.entries(jsonSchemas()).map(([file, schema]) => [
    file.split('.')[0],
    ajv.compile(schema),
  ]),
);

function errors(kind: string, value: unknown): string[] {
  const validate = validators[kind];
  validate(value);
  return (validate.errors ?? [])
    .filter(({ keyword }) => keyword !== 'if')
    .map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function yamlFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.yaml'))
    .map(file => join(folder, file));
}

const envelope = (kind: string, spec: object) => ({
  apiVersion: 'kpi-tree.io/v1alpha1',
  kind,
  metadata: { name: 'mine' },
  spec,
});

describe('the JSON schemas', () => {
  it.each(Object.entries(jsonSchemas()))(
    'are published as they are: %s',
    (file, schema) => {
      const published = readFileSync(join(publishedSchemas, file), 'utf8');
      expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(schema)));
    },
  );

  it.each(
    [
      ...yamlFiles(join(root, 'examples')),
      ...yamlFiles(join(root, 'plugins/kpi-tree-library/library')),
    ].map(file => [file.slice(root.length + 1), file]),
  )('accept %s', (_, file) => {
    for (const document of parseAllDocuments(readFileSync(file, 'utf8'))) {
      const entity = document.toJS();
      const kind = entity.kind in validators ? entity.kind : 'annotations';
      // The library gets its owner from the organisation.
      if (file.includes('kpi-tree-library')) {
        entity.spec.owner = 'group:default/owners';
      }
      expect([entity.metadata.name, errors(kind, entity)]).toEqual([
        entity.metadata.name,
        [],
      ]);
    }
  });

  it('refuse what is wrong in a Kpi', () => {
    expect(
      errors('Kpi', envelope('Kpi', { extends: 'a', direction: 'down', x: 1 })),
    ).toEqual([
      '/spec must NOT have additional properties',
      '/spec/direction must be equal to one of the allowed values',
    ]);
    expect(errors('Kpi', envelope('Kpi', { unit: 'h' }))).toContain(
      "/spec must have required property 'direction'",
    );
    expect(errors('Kpi', envelope('Kpi', { unit: 'h' }))).not.toContain(
      "/spec must have required property 'personas'",
    );
  });

  it('refuse what is wrong deep in a KpiTree', () => {
    const spec = {
      lifecycle: 'production',
      owner: 'a',
      root: {
        id: 'a',
        kind: 'goal',
        title: 'A',
        children: [
          { id: 'b', kind: 'procces', title: 'B', children: [{ kpi: 7 }] },
        ],
      },
    };
    expect(errors('KpiTree', envelope('KpiTree', spec))).toEqual([
      '/spec/root/children/0/kind must be equal to one of the allowed values',
      '/spec/root/children/0/children/0/kpi must be string',
    ]);
    expect(
      errors(
        'KpiTree',
        envelope('KpiTree', {
          extends: 'a',
          changes: [{ id: 'b', add: [{ kpi: 'c', wieght: 1 }] }],
        }),
      ),
    ).toEqual(['/spec/changes/0/add/0 must NOT have additional properties']);
  });

  it('refuse what is wrong in an annotation', () => {
    expect(
      errors('annotations', {
        metadata: {
          annotations: {
            'kpi-tree.io/target.mttr': 'four',
            'kpi-tree.io/trees': 'it',
            'other.io/trees': 'it',
          },
        },
      }),
    ).toEqual([
      expect.stringContaining(
        '/metadata/annotations/kpi-tree.io~1target.mttr must match pattern',
      ),
      '/metadata/annotations/kpi-tree.io~1trees boolean schema is false',
    ]);
  });
});
