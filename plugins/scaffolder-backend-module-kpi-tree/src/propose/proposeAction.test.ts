import { existsSync, readFileSync } from 'node:fs';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { catalog } from '../__testUtils__/catalog';
import { createProposeAction } from './proposeAction';

const spec = {
  lifecycle: 'production',
  owner: 'owners',
  unit: '1',
  direction: 'higher',
  grain: 'day',
  period: 'month',
  aggregate: { overTime: 'sum', overEntities: 'sum' },
  target: 10,
  threshold: 5,
};

describe('kpi-tree:propose', () => {
  const directory = createMockDirectory();
  const action = createProposeAction(catalog);

  async function propose(input: Parameters<typeof action.handler>[0]['input']) {
    const context = createMockActionContext({
      workspacePath: directory.path,
    });
    await action.handler({ ...context, input });
    return Object.fromEntries(jest.mocked(context.output).mock.calls);
  }

  const kpi = {
    kind: 'Kpi' as const,
    name: 'releases',
    description: 'How often',
    spec,
  };

  beforeEach(() => directory.clear());

  it('writes a Kpi', async () => {
    expect(await propose({ ...kpi, title: 'Releases' })).toEqual({
      path: 'kpis/releases.yaml',
      entityRef: 'kpi:default/releases',
    });
    expect(readFileSync(directory.resolve('kpis/releases.yaml'), 'utf8')).toBe(
      `apiVersion: kpi-tree.io/v1alpha1
kind: Kpi
metadata:
  name: releases
  title: Releases
  description: How often
spec:
  lifecycle: production
  owner: owners
  unit: "1"
  direction: higher
  grain: day
  period: month
  aggregate:
    overTime: sum
    overEntities: sum
  target: 10
  threshold: 5
`,
    );
    expect(action.supportsDryRun).toBe(true);
  });

  it('refuses one with mistakes, with their lines, and writes nothing', async () => {
    await expect(
      propose({
        ...kpi,
        path: 'k.yaml',
        spec: { ...spec, owner: 'nobody', target: 'many' },
      }),
    ).rejects.toThrow(/^k\.yaml:\d+:\d+ spec\.target is "many"/);
    await expect(
      propose({ ...kpi, path: 'k.yaml', spec: { ...spec, owner: 'nobody' } }),
    ).rejects.toThrow(
      /^k\.yaml:8:\d+ spec\.owner is "nobody", which is not in/,
    );
    await expect(propose({ ...kpi, name: 'No name' })).rejects.toThrow(
      /^kpis\/No name\.yaml:4:\d+ .*name/,
    );
    expect(existsSync(directory.resolve('k.yaml'))).toBe(false);
  });

  it('knows the definitions of the catalog', async () => {
    const tree = (name: string) => ({
      kind: 'KpiTree' as const,
      name: 'mine',
      spec: {
        lifecycle: 'production',
        owner: 'owners',
        root: {
          id: 'goal',
          kind: 'goal',
          title: 'Goal',
          children: [{ kpi: name }],
        },
      },
    });
    expect(await propose(tree('mttr'))).toMatchObject({
      entityRef: 'kpitree:default/mine',
    });
    await expect(propose({ ...tree('mttd'), overwrite: true })).rejects.toThrow(
      /^kpis\/mine\.yaml:\d+:\d+ .*mttd/,
    );
  });

  it('replaces a file only with overwrite', async () => {
    await propose(kpi);
    const again = { ...kpi, spec: { ...spec, target: 12 } };
    await expect(propose(again)).rejects.toThrow(
      /There is a file kpis\/releases\.yaml in the workspace: set path/,
    );
    await propose({ ...again, overwrite: true });
    expect(
      readFileSync(directory.resolve('kpis/releases.yaml'), 'utf8'),
    ).toContain('target: 12');
  });

  it('writes nothing outside of the workspace', async () => {
    await expect(propose({ ...kpi, path: '../k.yaml' })).rejects.toThrow(
      /Relative path/,
    );
  });
});
