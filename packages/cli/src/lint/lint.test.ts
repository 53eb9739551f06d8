import { createMockDirectory } from '@backstage/backend-test-utils';
import { join } from 'node:path';
import {
  brokenChanges,
  brokenRules,
  component,
  files,
  kpi,
  org,
  tree,
} from '../__testUtils__/brokenRules';
import { formatResult } from './format';
import { lint } from './lint';

describe('lint', () => {
  const directory = createMockDirectory();

  /** What is found in the files, some of them changed; without the folder. */
  async function lintFiles(
    changed: Record<string, string>,
    options: Partial<Parameters<typeof lint>[1]> = {},
  ) {
    directory.setContent(
      Object.fromEntries(
        Object.entries({ ...files, ...changed })
          .filter(([, text]) => text)
          .map(([name, text]) => [`${name}.yaml`, text]),
      ),
    );
    const result = await lint([directory.path], {
      context: [],
      library: true,
      ...options,
    });
    const local = (text: string) => text.split(`${directory.path}/`).join('');
    return {
      ...result,
      findings: result.findings.map(finding => ({
        ...finding,
        file: local(finding.file),
        message: local(finding.message),
      })),
    };
  }

  it('finds nothing where all is right', async () => {
    expect(await lintFiles({})).toEqual({
      files: 4,
      entities: 4,
      ownersChecked: true,
      findings: [],
    });
  });

  it.each(brokenRules)('finds %s', async (_, file, [from, to], message) => {
    expect(files[file]).toContain(from);
    const { findings } = await lintFiles({
      [file]: files[file].replace(from, to),
    });
    const messages = findings.map(
      finding =>
        `${finding.file}:${finding.line}:${finding.column} ${finding.message}`,
    );
    expect(messages).toContainEqual(expect.stringContaining(message));
  });

  it.each(brokenChanges)(
    'finds %s in a tree that extends',
    async (_, changes, message) => {
      const { findings } = await lintFiles({
        tree: `
apiVersion: kpi-tree.io/v1alpha1
kind: KpiTree
metadata: { name: dora }
spec:
  extends: dora
  changes: ${changes}
`,
        component: '',
      });
      expect(findings).toMatchObject([
        {
          file: 'tree.yaml',
          line: 7,
          message: expect.stringContaining(message),
        },
      ]);
    },
  );

  it('finds trees that set different targets for one KPI of an entity', async () => {
    const with5 = tree.replace('kpi: refunds', 'kpi: refunds, target: 5');
    const { findings } = await lintFiles({
      tree: with5,
      other: with5
        .replace(/money/g, 'refunding')
        .replace('target: 5', 'target: 6'),
      component: component.replace('target.refunds: 5', 'tree: money'),
    });
    expect(
      findings.map(({ file, line, message }) => [file, line, message]),
    ).toEqual([
      [
        'component.yaml',
        7,
        'the trees money and refunding set different targets for refunds; that of money applies: set one with kpi-tree.io/target.refunds, or make the trees agree',
      ],
    ]);
  });

  it.each([
    ['where', `where: { priority: { $eq: 1 } }`],
    ['where', `where: { $any: { priority: '1' } }`],
    ['numerator.where', `numerator: { where: { a: { $gt: high } } }`],
    ['fulfils', `fulfils: { metadata.tags: { $regex: x } }`],
    ['of', `of: { metadata.tags: java }`],
    ['fulfils', `fulfils: { $not: { relations.ownedBy: group:default/a } }`],
    ['where', `where: production`],
    ['where', `where:`],
    ['where', `where: [{ priority: '1' }]`],
    ['where', `where: { $not: production }`],
    ['where', `where: { $any: [] }`],
    ['where', `where: { priority: { $in: [] } }`],
    ['denominator.where', `denominator: { where: yes }`],
    ['fulfils', `fulfils: [metadata.tags]`],
    ['of', `of: Component, related: ownedBy`],
  ])('finds a %s that the portal refuses: %s', async (field, setting) => {
    const measure = setting.includes('related')
      ? ''
      : 'time: opened, measure: count, ';
    const { findings } = await lintFiles({
      kpi: `${kpi}  source: { id: tickets, ${measure}${setting} }\n`,
    });
    expect(findings).toEqual([
      expect.objectContaining({
        file: 'kpi.yaml',
        field: `spec.source.${field}`,
        message: expect.stringContaining(
          `spec.source.${field} is not a filter predicate: use one such as`,
        ),
      }),
    ]);
  });

  it.each([
    `of: opened`,
    `measure: mean, of: minutes`,
    `measure: count, where: {}`,
    `measure: ratio, numerator: { sum: good }, denominator: { sum: all }`,
    `where: { $all: [{ priority: { $in: ['1', '2'] } }, { $not: { team: '' } }] }`,
    `of: { duration: { from: opened, to: closed } }`,
    `of: { kind: Component }`,
    `where: status = 'done'`,
  ])('takes %s', async setting => {
    const { findings } = await lintFiles({
      kpi: `${kpi}  source: { id: tickets, ${setting} }\n`,
    });
    expect(findings).toEqual([]);
  });

  const longName = 'major-incidents-resolved-within-service-level-agreement';

  it.each([
    [
      'an annotation that is too long',
      `kpi-tree.io/threshold.${longName}: '80'`,
      `metadata.annotations[kpi-tree.io/threshold.${longName}]`,
      'has 65 characters after the slash, and Backstage accepts 63',
    ],
    [
      'an annotation of others that is too long',
      `kpi-tree.io/tree: money\n    acme.com/${'a'.repeat(64)}: 'x'`,
      `metadata.annotations[acme.com/${'a'.repeat(64)}]`,
      'is not valid',
    ],
    [
      'a key that is none',
      `kpi-tree.io/tree: money\n    acme.com/a b: 'x'`,
      'metadata.annotations[acme.com/a b]',
      'is not valid',
    ],
  ])(
    'finds %s, for which the catalog refuses the entity',
    async (_, annotation, field, message) => {
      const { findings } = await lintFiles({
        kpi: `${kpi}---${kpi.replace('name: refunds', `name: ${longName}`)}`,
        tree: tree.replace('{ kpi: availability }', `{ kpi: ${longName} }`),
        component: component.replace(
          'kpi-tree.io/target.refunds: 5',
          annotation,
        ),
      });
      expect(findings).toContainEqual(
        expect.objectContaining({
          file: 'component.yaml',
          field: expect.stringContaining(field),
          message: expect.stringContaining(message),
        }),
      );
    },
  );

  it.each<[string, string, number, string, string]>([
    ['no name', 'name: shop', 4, 'metadata', `required property 'name'`],
    ['a number for a name', 'name: 2024', 5, 'metadata.name', 'must be string'],
    [
      'a label with a blank',
      'labels: { tier: a b }',
      6,
      'metadata.labels[tier]',
      'is not valid',
    ],
    [
      'a label that is too long',
      `labels: { x: ${'a'.repeat(64)} }`,
      6,
      'metadata.labels[x]',
      'is not valid',
    ],
    [
      'the key of a label',
      `labels: { 'x y': a }`,
      6,
      'metadata.labels[x y]',
      'is not valid',
    ],
    [
      'a label that is no text',
      'labels: { x: 5 }',
      6,
      'metadata.labels[x]',
      'must be string',
    ],
    [
      'a tag in capitals',
      'tags: [Java]',
      6,
      'metadata.tags[0]',
      'is not valid',
    ],
    [
      'a link without an address',
      'links: [{ title: x }]',
      6,
      'metadata.links[0]',
      `required property 'url'`,
    ],
    ['a namespace', 'namespace: A B', 6, 'metadata.namespace', 'is not valid'],
    [
      'an annotation that is no text',
      'annotations: { acme.com/b: 3 }',
      6,
      'metadata.annotations[acme.com/b]',
      'must be string',
    ],
    [
      'the prefix of an annotation',
      `annotations: { 'a/b/c': x }`,
      6,
      'metadata.annotations[a/b/c]',
      'is not valid',
    ],
    [
      'an empty title',
      `title: ''`,
      6,
      'metadata.title',
      'fewer than 1 character',
    ],
    [
      'a description that is no text',
      'description: 5',
      6,
      'metadata.description',
      'must be string',
    ],
  ])(
    'finds what the catalog refuses of any entity: %s',
    async (_, changed, line, field, message) => {
      const [head, spec] = component.split('  annotations:');
      const metadata = changed.startsWith('name:')
        ? head.replace(
            'name: shop',
            changed === 'name: shop' ? 'title: x' : changed,
          )
        : `${head}  ${changed}\n`;
      const { findings } = await lintFiles({
        component: `${metadata}${spec.slice(spec.indexOf('spec:'))}`,
      });
      expect(findings).toContainEqual(
        expect.objectContaining({
          file: 'component.yaml',
          line,
          field,
          message: expect.stringContaining(message),
        }),
      );
    },
  );

  it.each<[string, string, string]>([
    ['no version', 'apiVersion: backstage.io/v1alpha1', `'apiVersion'`],
    ['no kind', 'kind: Component', `'kind'`],
    ['a version with a blank', 'v1alpha1', 'apiVersion'],
    ['a kind with a blank', 'kind: Component', 'kind'],
    ['a field beside metadata and spec', 'spec:', 'additional properties'],
    ['a spec that is none', 'spec: {', '/spec must be object'],
  ])('finds %s of an entity for KPIs', async (what, from, message) => {
    const to: Record<string, string> = {
      'no version': '',
      'no kind': '',
      'a version with a blank': 'v1 alpha',
      'a kind with a blank': 'kind: Com ponent',
      'a field beside metadata and spec': 'relation: []\nspec:',
      'a spec that is none': 'spec: []\n#',
    };
    const { findings } = await lintFiles({
      component: component.replace(from, to[what]),
    });
    expect(findings).toContainEqual(
      expect.objectContaining({
        file: 'component.yaml',
        message: expect.stringContaining(message),
      }),
    );
  });

  it('finds the name of a Kpi that is too long for its annotations', async () => {
    const names = async (length: number) => {
      const { findings } = await lintFiles({
        kpi: kpi.replace('name: refunds', `name: ${'a'.repeat(length)}`),
      });
      return findings
        .filter(({ file }) => file === 'kpi.yaml')
        .map(({ line, field, message }) => [line, field, message]);
    };
    expect(await names(53)).toEqual([]);
    for (const length of [54, 63]) {
      expect(await names(length)).toEqual([
        [
          expect.any(Number),
          'metadata.name',
          `metadata.name has ${length} characters, so no entity can set the threshold of this Kpi: Backstage accepts 63 after the slash of kpi-tree.io/threshold.<name>. Use at most 53`,
        ],
      ]);
    }
  });

  it('takes an annotation of 63 characters, and leaves what is for others', async () => {
    const name = longName.slice(0, 53);
    const { findings } = await lintFiles({
      kpi: `${kpi}---${kpi.replace('name: refunds', `name: ${name}`)}`,
      tree: tree.replace('{ kpi: availability }', `{ kpi: ${name} }`),
      component: component.replace(
        'kpi-tree.io/target.refunds: 5',
        `kpi-tree.io/threshold.${name}: '80'`,
      ),
      other: `apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n  labels: { b: '${'c'.repeat(
        70,
      )}' }\n`,
    });
    expect(findings).toEqual([]);
  });

  it('leaves the rest of the batch as it is', async () => {
    const { findings, entities } = await lintFiles({
      kpi: kpi.replace('direction: lower', 'direction: down'),
      other: 'apiVersion: v1\nkind: Deployment\nmetadata: {}\n---\n- a list',
      helm: 'a: {{ .Values.a }}\n: [',
    });
    expect(entities).toBe(4);
    expect(findings.map(({ file, field }) => [file, field])).toEqual([
      ['component.yaml', 'metadata.annotations[kpi-tree.io/target.refunds]'],
      ['kpi.yaml', 'spec.direction'],
      ['tree.yaml', 'spec.root (node paying)'],
    ]);
  });

  it('tells all that is wrong with a Kpi at once', async () => {
    const { findings } = await lintFiles({
      kpi: kpi
        .replace("unit: '1'", 'unti: 1')
        .replace('threshold: 20', 'threshold: 5')
        .replace('owner: payments', 'owner: nobody'),
      tree: '',
      component: '',
    });
    expect(findings.map(({ line, field }) => [line, field])).toEqual([
      [7, 'spec.unit'],
      [9, 'spec.owner'],
      [10, 'spec.unti'],
      [16, 'spec.threshold'],
    ]);
  });

  it('does not know the library where the portal does not have it', async () => {
    const { findings } = await lintFiles({}, { library: false });
    expect(findings.map(({ message }) => message)).toEqual([
      'node paying names the KPI "availability", which is not a valid Kpi of the catalog: correct its name, or add or fix the Kpi; there are refunds',
    ]);
  });

  it('does not check owners where there are none, nor reports on the context', async () => {
    const { findings, ownersChecked } = await lintFiles({ org: '' });
    expect([findings, ownersChecked]).toEqual([[], false]);
    const context = createMockDirectory({
      content: {
        'org.yaml': org.replace('payments', 'others'),
        'kpi.yaml': kpi.replace('refunds', 'other').replace('day', 'dya'),
      },
    });
    const second = await lintFiles({ org: '' }, { context: [context.path] });
    expect(second.ownersChecked).toBe(true);
    expect(second.findings.map(({ file, field }) => [file, field])).toEqual([
      ['component.yaml', 'spec.owner'],
      ['kpi.yaml', 'spec.owner'],
      ['tree.yaml', 'spec.owner'],
    ]);
  });

  it('does not parse what is too large, or has no entities', async () => {
    const { findings } = await lintFiles({
      lock: `a: [${'1, '.repeat(10)}`,
      huge: `apiVersion: v1\n#${'x'.repeat(10_000_000)}`,
    });
    expect(findings).toEqual([
      {
        file: 'huge.yaml',
        line: 1,
        column: 1,
        message: 'has 10000016 bytes: split it into files of at most 10000000',
      },
    ]);
  });

  it('passes over what a software template fills in', async () => {
    const { findings, entities } = await lintFiles({
      // As in a portal that create-app makes
      skeleton: `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: \${{ values.name | dump }}
spec:
  type: website
  lifecycle: experimental
  owner: nobody`,
    });
    expect(findings).toEqual([]);
    expect(entities).toBe(4);
  });

  it('refuses a path that is not there', async () => {
    const path = join(directory.path, 'none');
    await expect(lint([path], { context: [], library: true })).rejects.toThrow(
      `There is no file or folder ${path}`,
    );
  });

  it('tells findings in each format', async () => {
    const result = await lintFiles({
      kpi: kpi.replace('direction: lower', 'direction: "50%,\\n"'),
      tree: '',
      component: '',
    });
    const [finding] = result.findings;
    expect(formatResult(result, 'human')).toBe(
      `kpi.yaml:11:3 kpi:default/refunds\n  ${finding.message}\n\n2 entities in 2 files: 1 problem`,
    );
    expect(JSON.parse(formatResult(result, 'json'))).toEqual(result);
    expect(
      formatResult(
        { ...result, findings: [{ ...finding, file: 'a,b:c%.yaml' }] },
        'github',
      ),
    ).toMatch(
      /^::error file=a%2Cb%3Ac%25.yaml,line=11,col=3,title=kpi-tree::spec.direction is "50%25,\\n"/,
    );
  });
});
