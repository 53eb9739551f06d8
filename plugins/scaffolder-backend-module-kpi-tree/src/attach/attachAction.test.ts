import { readFileSync } from 'node:fs';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { catalog } from '../__testUtils__/catalog';
import { createAttachAction } from './attachAction';

const service = `# Who may change this: the team
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: payments   # as in the monitoring
  annotations:
    github.com/project-slug: "acme/payments"

    kpi-tree.io/owner.mttr: group:owners # until May
  tags: [ java ]

spec:
    type: service
    lifecycle: production
    owner: owners
`;

describe('kpi-tree:attach', () => {
  const directory = createMockDirectory();
  const action = createAttachAction(catalog);

  async function attach(
    input: Parameters<typeof action.handler>[0]['input'],
    { isDryRun = false } = {},
  ) {
    const context = createMockActionContext({
      workspacePath: directory.path,
    });
    await action.handler({ ...context, input, isDryRun });
    return Object.fromEntries(jest.mocked(context.output).mock.calls);
  }

  const textOf = (path = 'catalog-info.yaml') =>
    readFileSync(directory.resolve(path), 'utf8');

  beforeEach(() => directory.setContent({ 'catalog-info.yaml': service }));

  it('adds lines, and leaves all others as they are', async () => {
    const output = await attach({
      trees: ['work'],
      nodes: ['restore'],
      targets: { mttr: 2 },
      thresholds: { mttr: 4 },
      owners: { mttr: 'group:default/owners' },
    });
    expect(textOf()).toBe(
      service.replace('group:owners', 'group:default/owners').replace(
        '# until May\n',
        `# until May
    kpi-tree.io/tree: work
    kpi-tree.io/nodes: restore
    kpi-tree.io/target.mttr: '2'
    kpi-tree.io/threshold.mttr: '4'
`,
      ),
    );
    expect(output).toEqual({
      entityRef: 'component:default/payments',
      annotations: {
        'kpi-tree.io/tree': 'work',
        'kpi-tree.io/nodes': 'restore',
        'kpi-tree.io/target.mttr': '2',
        'kpi-tree.io/threshold.mttr': '4',
        'kpi-tree.io/owner.mttr': 'group:default/owners',
      },
    });
  });

  it('does the same in a dry run, whose workspace is its own', async () => {
    await attach({ trees: ['work'] }, { isDryRun: true });
    expect(textOf()).toContain('kpi-tree.io/tree: work');
    expect(action.supportsDryRun).toBe(true);
  });

  it('changes nothing where all is there', async () => {
    await attach({
      trees: ['work'],
      targets: { mttr: 2 },
      thresholds: { mttr: 4 },
    });
    const once = textOf();
    await attach({
      trees: ['work'],
      targets: { mttr: 2 },
      thresholds: { mttr: 4 },
    });
    expect(textOf()).toBe(once);
  });

  it('refuses what the portal would, with its line, and writes nothing', async () => {
    await expect(attach({ trees: ['wrok'] })).rejects.toThrow(
      /^catalog-info\.yaml:10:\d+ .*wrok/,
    );
    await expect(
      attach({ trees: ['work'], owners: { mttr: 'nobody' } }),
    ).rejects.toThrow(/^catalog-info\.yaml:9:\d+ .*nobody/);
    await expect(
      attach({ targets: { mttr: 'much' }, trees: ['work'] }),
    ).rejects.toThrow(/catalog-info\.yaml:11:\d+ .*much/);
    expect(textOf()).toBe(service);
  });

  it('wants to know of which entity, where there are several', async () => {
    const system = `apiVersion: backstage.io/v1alpha1
kind: System
metadata: { name: billing } # short
spec: { owner: owners }
`;
    const both = `${service}---\n${system}`;
    directory.setContent({ 'catalog-info.yaml': both });
    await expect(attach({ trees: ['work'] })).rejects.toThrow(
      'catalog-info.yaml has several entities: set entity to one of component:default/payments, system:default/billing',
    );
    await expect(attach({ trees: ['work'], entity: 'x' })).rejects.toThrow(
      /has no entity x: set entity to one of/,
    );
    await attach({ trees: ['work'], entity: 'billing' });
    expect(textOf()).toBe(
      both.replace(
        '{ name: billing } # short',
        '{ name: billing, annotations: { kpi-tree.io/tree: work } } # short',
      ),
    );
  });

  it('says what is missing', async () => {
    await expect(attach({})).rejects.toThrow(/There is nothing to attach: set/);
    await expect(
      attach({ path: 'other.yaml', trees: ['work'] }),
    ).rejects.toThrow(/There is no other\.yaml in the workspace/);
    await expect(
      attach({ path: '../other.yaml', trees: ['work'] }),
    ).rejects.toThrow(/not a child of|outside|Relative path/i);
    directory.setContent({ 'catalog-info.yaml': 'a: [1' });
    await expect(attach({ trees: ['work'] })).rejects.toThrow(
      /catalog-info\.yaml is not valid YAML/,
    );
    directory.setContent({ 'catalog-info.yaml': '# empty\n' });
    await expect(attach({ trees: ['work'] })).rejects.toThrow(
      /catalog-info\.yaml has no entity/,
    );
  });
});
