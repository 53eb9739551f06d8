/** The actions as steps of a template, in the scaffolder itself. */
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { parse } from 'yaml';
import { entities } from './__testUtils__/catalog';
import scaffolderModuleKpiTree from '.';

jest.setTimeout(60_000);

const headers = {
  'Content-Type': 'application/json',
  Authorization: mockCredentials.user.header(),
};

const base64 = (text: string) => Buffer.from(text).toString('base64');

const skeleton = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: \${{ values.name }} # as in the monitoring
spec: { type: service, lifecycle: production, owner: owners }
`;

const template = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'service' },
  spec: {
    type: 'service',
    parameters: [{ properties: { target: {} } }],
    steps: [
      {
        id: 'fetch',
        name: 'Fetch',
        action: 'fetch:template',
        input: { url: './skeleton', values: { name: 'payments' } },
      },
      {
        id: 'attach',
        name: 'Attach',
        action: 'kpi-tree:attach',
        input: {
          trees: ['work'],
          targets: { mttr: '${{ parameters.target }}' },
          thresholds: { mttr: 4 },
        },
      },
      {
        id: 'propose',
        name: 'Propose',
        action: 'kpi-tree:propose',
        input: {
          kind: 'Kpi',
          name: 'mttr',
          description: 'x',
          spec: {
            ...entities[0].spec,
            target: '${{ parameters.target }}',
            threshold: 4,
          },
        },
      },
    ],
    output: {
      entityRef: '${{ steps.attach.output.entityRef }}',
      path: '${{ steps.propose.output.path }}',
    },
  },
};

describe('a template', () => {
  let backend: TestBackend;
  let url: string;

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleKpiTree,
        catalogServiceMock.factory({ entities }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            backend: { baseUrl: 'http://localhost' },
          },
        }),
      ],
    });
    url = `http://localhost:${backend.server.port()}/api/scaffolder/v2`;
  });
  afterAll(() => backend.stop());

  async function dryRun(target: unknown) {
    const response = await fetch(`${url}/dry-run`, {
      method: 'POST',
      headers,
      body: JSON.stringify({
        template,
        values: { target },
        secrets: {},
        directoryContents: [
          {
            path: 'skeleton/catalog-info.yaml',
            base64Content: base64(skeleton),
          },
        ],
      }),
    });
    return { status: response.status, body: await response.json() };
  }

  it('attaches a tree and proposes a KPI, in a dry run', async () => {
    const { status, body } = await dryRun(2);
    expect([status, body.output]).toEqual([
      200,
      { entityRef: 'component:default/payments', path: 'kpis/mttr.yaml' },
    ]);
    const files: { path: string; base64Content: string }[] =
      body.directoryContents;
    const textOf = (path: string) =>
      Buffer.from(
        files.find(file => file.path === path)?.base64Content ?? '',
        'base64',
      ).toString();
    expect(textOf('catalog-info.yaml')).toBe(
      skeleton.replace('${{ values.name }}', 'payments').replace(
        'monitoring\n',
        `monitoring
  annotations:
    kpi-tree.io/tree: work
    kpi-tree.io/target.mttr: '2'
    kpi-tree.io/threshold.mttr: '4'
`,
      ),
    );
    expect(parse(textOf('kpis/mttr.yaml')).spec.target).toBe(2);
  });

  it('stops at what is wrong, and says in which line', async () => {
    expect(await dryRun('many')).toMatchObject({
      status: 400,
      body: {
        error: {
          name: 'InputError',
          message: expect.stringMatching(
            /^catalog-info\.yaml:7:5 annotation kpi-tree\.io\/target\.mttr is "many"/,
          ),
        },
      },
    });
  });

  it('has examples of each action that can be read', async () => {
    const response = await fetch(`${url}/actions`, { headers });
    const actions: { id: string; examples?: { example: string }[] }[] =
      await response.json();
    const ours = actions.filter(({ id }) => id.startsWith('kpi-tree:'));
    expect(ours.map(({ id }) => id)).toEqual([
      'kpi-tree:attach',
      'kpi-tree:propose',
      'kpi-tree:write',
    ]);
    for (const { id, examples = [] } of ours) {
      expect(
        examples.map(({ example }) => parse(example).steps[0].action),
      ).toEqual([id]);
    }
  });
});
