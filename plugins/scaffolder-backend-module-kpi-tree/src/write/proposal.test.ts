/** From the text of a KPI to a pull request, by the template that comes with the package. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import githubModule from '@backstage/plugin-scaffolder-backend-module-github';
import gitlabModule from '@backstage/plugin-scaffolder-backend-module-gitlab';
import { parse, stringify } from 'yaml';
import { entities } from '../__testUtils__/catalog';
import { startGithubStandIn } from '../__testUtils__/githubStandIn';
import { startGitlabStandIn } from '../__testUtils__/gitlabStandIn';
import scaffolderModuleKpiTree from '..';

jest.setTimeout(60_000);

const headers = {
  'Content-Type': 'application/json',
  Authorization: mockCredentials.user.header(),
};

const template: Entity = parse(
  readFileSync(resolve(__dirname, '../../templates/propose-kpi.yaml'), 'utf8'),
);
const [mttr, tree] = entities;
const file = `# Ours\n${stringify(mttr)}---\n${stringify(tree)}`;

describe('a proposed KPI', () => {
  let backend: TestBackend;
  let github: Awaited<ReturnType<typeof startGithubStandIn>>;
  let gitlab: Awaited<ReturnType<typeof startGitlabStandIn>>;
  let url: string;

  beforeAll(async () => {
    github = await startGithubStandIn({ 'kpis.yaml': file });
    gitlab = await startGitlabStandIn({ 'kpis.yaml': file });
    const { host, apiBaseUrl } = github;
    backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        githubModule,
        gitlabModule,
        scaffolderModuleKpiTree,
        mockServices.urlReader.factory(),
        catalogServiceMock.factory({ entities: [...entities, template] }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            backend: {
              baseUrl: 'http://localhost',
              reading: { allow: [{ host }, { host: gitlab.host }] },
            },
            integrations: {
              github: [{ host, apiBaseUrl, token: 'x' }],
              gitlab: [
                {
                  host: gitlab.host,
                  apiBaseUrl: `${gitlab.baseUrl}/api/v4`,
                  baseUrl: gitlab.baseUrl,
                  token: 'x',
                },
              ],
            },
          },
        }),
      ],
    });
    url = `http://localhost:${backend.server.port()}/api/scaffolder/v2/tasks`;
  });
  afterAll(async () => {
    await backend?.stop();
    await github?.stop();
    await gitlab?.stop();
  });

  /** As the screen runs the template: its last event. */
  async function run(values: object) {
    const created = await fetch(url, {
      method: 'POST',
      headers,
      body: JSON.stringify({
        templateRef: 'template:default/propose-kpi',
        values,
      }),
    });
    expect(created.status).toBe(201);
    const { id } = await created.json();
    for (;;) {
      const events: { type: string; body: any }[] = await (
        await fetch(`${url}/${id}/events`, { headers })
      ).json();
      const end = events.find(({ type }) => type === 'completion');
      if (end) {
        return { ...end.body, log: events.map(({ body }) => body.message) };
      }
      await new Promise(done => setTimeout(done, 50));
    }
  }
  const address = (path: string) =>
    `http://${github.host}/acme/kpis/blob/main/${path}`;
  const draft = (name: string, spec: object = {}) =>
    stringify({
      ...mttr,
      metadata: { ...mttr.metadata, name },
      spec: { ...mttr.spec, ...spec },
    });

  it('becomes a pull request, with its place in the tree', async () => {
    const ended = await run({
      yaml: draft('mtta', { target: 1, threshold: 2 }),
      url: address('kpis.yaml'),
      tree: 'work',
      node: 'restore',
      title: 'Time to acknowledge',
    });
    expect([ended.error, github.unknown]).toEqual([undefined, []]);
    expect(ended.output.links).toEqual([
      {
        title: 'Open the pull request',
        url: 'https://github.example/acme/kpis/pull/1',
      },
    ]);
    const [pull] = github.pulls;
    expect(pull).toMatchObject({
      title: 'Time to acknowledge',
      head: expect.stringMatching(/kpi-tree\/mtta-[0-9a-f]{8}$/),
      base: 'main',
    });
    expect(Object.keys(pull.files)).toEqual(['kpis.yaml']);
    expect(pull.files['kpis.yaml']).toBe(
      `${file.replace(
        '- kpi: mttr\n',
        '- kpi: mttr\n          - kpi: mtta\n',
      )}---\n${draft('mtta', { target: 1, threshold: 2 })}`,
    );
  });

  it('may be in a file that is not there yet', async () => {
    const ended = await run({
      yaml: draft('mtta'),
      url: address('kpis/mtta.yaml'),
      title: 'x',
    });
    expect(ended.error).toBeUndefined();
    expect(github.pulls.at(-1)!.files).toEqual({
      'kpis/mtta.yaml': draft('mtta'),
    });
  });

  it('becomes a merge request on GitLab', async () => {
    const ended = await run({
      yaml: draft('mttr', { target: 1, threshold: 2 }),
      url: `${gitlab.baseUrl}/it/ops/kpis/-/blob/main/kpis.yaml`,
      title: 'Less time to restore',
    });
    expect([ended.error, gitlab.unknown]).toEqual([undefined, []]);
    expect(ended.output.links[0].url).toBe(
      'https://gitlab.example/it/ops/kpis/-/merge_requests/1',
    );
    expect(gitlab.pulls).toEqual([
      {
        title: 'Less time to restore',
        head: expect.stringMatching(/^kpi-tree\/mttr-[0-9a-f]{8}$/),
        base: 'main',
        actions: ['update'],
        files: {
          'kpis.yaml': file.replace(
            '    overEntities: mean\n',
            '    overEntities: mean\n  target: 1\n  threshold: 2\n',
          ),
        },
      },
    ]);
  });

  it('is refused before anything is opened, where something is wrong', async () => {
    const opened = github.pulls.length;
    for (const [values, message] of [
      [{ yaml: draft('x', { target: 'many' }) }, /spec\.target is "many"/],
      [{ yaml: draft('mttr') }, /like this already: there is nothing/],
      [{ yaml: `${draft('a')}---\n${draft('b')}` }, /has 2 documents/],
      [{ yaml: 'a: 1' }, /has no Kpi or KpiTree/],
      [{ yaml: draft('a'), tree: 'x', node: 'y' }, /has no KpiTree x/],
      [{ yaml: draft('a'), url: 'https://x.example/a.yaml' }, /none of them/],
    ] as [object, RegExp][]) {
      const ended = await run({
        url: address('kpis.yaml'),
        title: 'x',
        ...values,
      });
      expect(ended.error?.message).toMatch(message);
    }
    expect(github.pulls).toHaveLength(opened);
  });
});
