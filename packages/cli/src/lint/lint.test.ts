import { createMockDirectory } from '@backstage/backend-test-utils';
import { join } from 'node:path';
import { formatResult } from './format';
import { lint } from './lint';

const org = `
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: payments }
spec: { type: team, children: [] }
`;

const kpi = `
apiVersion: kpi-tree.io/v1alpha1
kind: Kpi
metadata:
  name: refunds
  description: How many refunds there were
spec:
  lifecycle: production
  owner: payments
  unit: '1'
  direction: lower
  grain: day
  period: month
  aggregate: { overTime: sum, overEntities: sum }
  target: 10
  threshold: 20
`;

const tree = `
apiVersion: kpi-tree.io/v1alpha1
kind: KpiTree
metadata: { name: money }
spec:
  lifecycle: production
  owner: payments
  appliesTo: { kind: Component }
  root:
    id: money
    kind: goal
    title: Money
    children:
      - id: paying
        kind: process
        title: Paying
        children:
          - { kpi: refunds, weight: 2 }
          - { kpi: availability }
`;

const component = `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: shop
  annotations:
    kpi-tree.io/target.refunds: 5
spec: { type: service, lifecycle: production, owner: payments }
`;

const files = { org, kpi, tree, component };

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

  it.each<[string, keyof typeof files, [string, string], string]>([
    [
      'an unknown field',
      'kpi',
      ['  target: 10', '  taget: 10\n  target: 10'],
      'kpi.yaml:15:3 spec.taget is not a known field: remove it or mend its spelling',
    ],
    [
      'a missing field',
      'kpi',
      ["  unit: '1'\n", ''],
      'kpi.yaml:7:1 spec.unit is missing: give the unit of the value, such as h, min, % or 1',
    ],
    [
      'a wrong value',
      'kpi',
      ['direction: lower', 'direction: down'],
      'kpi.yaml:11:3 spec.direction is "down": say which way is good: lower, higher or range',
    ],
    [
      'a missing description',
      'kpi',
      ['  description: How many refunds there were\n', ''],
      'kpi.yaml:4:1 metadata.description is missing: say what is measured, with the formula and what it excludes',
    ],
    [
      'a grain that is coarser than the period',
      'kpi',
      ['grain: day', 'grain: quarter'],
      'kpi.yaml:12:3 spec.grain is "quarter": is coarser than the period month: use month or finer',
    ],
    [
      'a threshold on the wrong side of the target',
      'kpi',
      ['threshold: 20', 'threshold: 5'],
      'kpi.yaml:16:3 spec.threshold is 5: has to be at or above the target 10, as lower is better',
    ],
    [
      'a threshold without a target',
      'kpi',
      ['  target: 10\n', ''],
      'kpi.yaml:15:3 spec.threshold is 20: needs a target: give spec.target as well',
    ],
    [
      'a target that does not fit the direction',
      'kpi',
      ['target: 10', 'target: { min: 1, max: 2 }'],
      'kpi.yaml:15:3 spec.target is {"min":1,"max":2}: needs a number, as the direction is lower',
    ],
    [
      'an owner who does not exist',
      'kpi',
      ['owner: payments', 'owner: payment'],
      'kpi.yaml:9:3 spec.owner is "payment", which is not in the catalog: name a Group or User that is',
    ],
    [
      'an owner in another case',
      'kpi',
      ['owner: payments', 'owner: Payments'],
      'kpi.yaml:9:3 spec.owner is "Payments", but the catalog has it as payments: write it the same way',
    ],
    [
      'another version',
      'kpi',
      ['kpi-tree.io/v1alpha1', 'kpi-tree.io/v1'],
      'kpi.yaml:2:1 apiVersion is "kpi-tree.io/v1": use kpi-tree.io/v1alpha1',
    ],
    [
      'a kind in another case',
      'kpi',
      ['kind: Kpi', 'kind: KPI'],
      'kpi.yaml:3:1 kind is "KPI": use Kpi',
    ],
    [
      'another namespace',
      'kpi',
      ['  name: refunds', '  name: refunds\n  namespace: shop'],
      'kpi.yaml:6:3 metadata.namespace is "shop": use default, as trees and annotations name definitions by plain name',
    ],
    [
      'a name that the catalog refuses',
      'kpi',
      ['name: refunds', 'name: re funds'],
      'kpi.yaml:5:3 "metadata.name" is not valid; expected a string that is sequences of [a-zA-Z0-9] separated by any of [-_.], at most 63 characters in total but found "re funds". To learn more about catalog file format, visit: https://github.com/backstage/backstage/blob/master/docs/architecture-decisions/adr002-default-catalog-file-format.md',
    ],
    [
      'an extension of itself',
      'kpi',
      ['spec:', 'spec:\n  extends: refunds'],
      'kpi.yaml:8:3 spec.extends is "refunds", which is itself: the library has no Kpi of that name',
    ],
    [
      'an extension of what is not there',
      'kpi',
      ['spec:', 'spec:\n  extends: refund'],
      'kpi.yaml:8:3 spec.extends is "refund", which is no valid Kpi of the catalog: mend its name, or add or mend that Kpi',
    ],
    [
      'a circle of extensions',
      'kpi',
      [
        'spec:',
        'spec:\n  extends: chargebacks\n---\napiVersion: kpi-tree.io/v1alpha1\nkind: Kpi\nmetadata: { name: chargebacks }\nspec: { extends: refunds }\n---\napiVersion: v1\nkind: Rest\nrest:',
      ],
      'kpi.yaml:13:9 spec.extends is "refunds", which makes a circle: refunds extends chargebacks extends refunds',
    ],
    [
      'text that is no YAML',
      'kpi',
      ['spec:', 'spec: ]'],
      'kpi.yaml:7:7 is no valid YAML: Unexpected flow-seq-end token in YAML stream: "]" at line 7, column 7',
    ],
    [
      'an unknown KPI in a tree',
      'tree',
      ['kpi: refunds', 'kpi: refund'],
      'tree.yaml:18:20 node paying names the KPI "refund", which is no valid Kpi of the catalog: mend its name, or add or mend the Kpi',
    ],
    [
      'a node id twice',
      'tree',
      ['id: paying', 'id: money'],
      'tree.yaml:14:9 spec.root.children[0].id is "money": is also the id of spec.root: ids are unique in a tree',
    ],
    [
      'a KPI twice below a node',
      'tree',
      ['kpi: availability', 'kpi: refunds'],
      'tree.yaml:19:15 spec.root.children[0].children[1].kpi is "refunds": stands twice below paying: name it once and give it a weight',
    ],
    [
      'a weight below zero',
      'tree',
      ['weight: 2', 'weight: -2'],
      'tree.yaml:18:29 spec.root.children[0].children[0].weight is -2: use a number that is 0 or more',
    ],
    [
      'a kind of node that there is not',
      'tree',
      ['kind: process', 'kind: team'],
      'tree.yaml:15:9 spec.root.children[0].kind is "team": use one of goal, csf, value-stream, process',
    ],
    [
      'a rule that is no predicate',
      'tree',
      ['appliesTo: { kind: Component }', 'appliesTo: { kind: { $like: x } }'],
      'tree.yaml:8:3 spec.appliesTo is no catalog filter predicate: use one such as { kind: Component, spec.type: service }; ',
    ],
    [
      'a target in a tree that does not fit the threshold',
      'tree',
      ['kpi: refunds', 'kpi: refunds, target: 30'],
      'tree.yaml:18:20 node paying sets target or threshold of refunds, but the threshold has to be at or above the target 30, as lower is better',
    ],
    [
      'a target in a tree that does not fit the direction',
      'tree',
      ['kpi: refunds', 'kpi: refunds, target: { min: 1, max: 2 }'],
      'tree.yaml:18:20 node paying sets the target of refunds to {"min":1,"max":2}: use a number, as its direction is lower',
    ],
    [
      'the owner of a node who does not exist',
      'tree',
      ['id: paying', 'id: paying\n        owner: user:jane'],
      'tree.yaml:7:3 the owner of node paying is "user:jane", which is not in the catalog: name a Group or User that is',
    ],
    [
      'an annotation for a KPI that no attached tree has',
      'component',
      ['target.refunds', 'target.refund'],
      'component.yaml:7:5 annotation kpi-tree.io/target.refund is "5": refund is no KPI of an attached tree: use one of refunds, service-cost, requests-opened, demand-backlog (of 90)',
    ],
    [
      'an annotation that is no number',
      'component',
      ['refunds: 5', 'refunds: five'],
      `component.yaml:7:5 annotation kpi-tree.io/target.refunds is "five": use a number in the unit of the KPI such as '4', or '95..99' for a range`,
    ],
    [
      'a target by annotation beyond the threshold',
      'component',
      ['refunds: 5', 'refunds: 30'],
      'component.yaml:7:5 annotation kpi-tree.io/target.refunds is "30": the threshold of the Kpi has to be at or above the target 30, as lower is better: give kpi-tree.io/threshold.refunds as well',
    ],
    [
      'a tree that is not there',
      'component',
      ['target.refunds: 5', 'tree: mony'],
      'component.yaml:7:5 annotation kpi-tree.io/tree is "mony": mony is no valid KpiTree of the catalog: use one of money, dora, it-transformation, it4it-v3',
    ],
    [
      'a node that no tree has',
      'component',
      ['target.refunds: 5', 'nodes: payin'],
      'component.yaml:7:5 annotation kpi-tree.io/nodes is "payin": payin is no node of an attached tree: use one of paying, money, instability, throughput (of 33)',
    ],
    [
      'an unknown annotation',
      'component',
      ['target.refunds', 'aim.refunds'],
      'component.yaml:7:5 annotation kpi-tree.io/aim.refunds is "5": ',
    ],
    [
      'an owner by annotation who does not exist',
      'component',
      ['target.refunds: 5', 'owner.refunds: jane'],
      'component.yaml:7:5 annotation kpi-tree.io/owner.refunds is "jane": is not in the catalog: name a Group or User that is',
    ],
    [
      'an owner of an entity with a tree who does not exist',
      'component',
      ['owner: payments', 'owner: jane'],
      'component.yaml:8:47 spec.owner is "jane", which is not in the catalog: name a Group or User that is',
    ],
    [
      'an entity that is defined twice',
      'component',
      ['owner: payments }\n', `owner: payments }\n---${component}`],
      'component.yaml:13:3 component:default/shop is defined in component.yaml as well: the catalog takes only one of them',
    ],
  ])('finds %s', async (_, file, [from, to], message) => {
    expect(files[file]).toContain(from);
    const { findings } = await lintFiles({
      [file]: files[file].replace(from, to),
    });
    const told = findings.map(
      finding =>
        `${finding.file}:${finding.line}:${finding.column} ${finding.message}`,
    );
    expect(told).toContainEqual(expect.stringContaining(message));
  });

  it.each([
    [
      'a change of a node that is not there',
      '[{ id: thruput }]',
      'spec.changes[0].id is "thruput", which is no node of kpitree:kpi-library/dora: use one of software-delivery, throughput, instability',
    ],
    [
      'two changes of one node',
      '[{ id: throughput, weight: 2 }, { id: throughput, weight: 3 }]',
      'spec.changes[1].id is "throughput", which spec.changes[0] changes as well: join the two',
    ],
    [
      'a removal of what is not there',
      '[{ id: throughput, remove: [speed] }]',
      'spec.changes[0].remove[0] is "speed", which does not stand directly below',
    ],
    [
      'a removal of what is changed',
      '[{ id: instability, remove: [change-failure-rate], change: [{ kpi: change-failure-rate, weight: 2 }] }]',
      'spec.changes[0].remove[0] is "change-failure-rate", which the same change changes: do one of the two',
    ],
  ])('finds %s in a tree that extends', async (_, changes, message) => {
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
      { file: 'tree.yaml', line: 7, message: expect.stringContaining(message) },
    ]);
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

  it('does not know the library where the portal does not have it', async () => {
    const { findings } = await lintFiles({}, { library: false });
    expect(findings.map(({ message }) => message)).toEqual([
      'node paying names the KPI "availability", which is no valid Kpi of the catalog: mend its name, or add or mend the Kpi; there are refunds',
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
