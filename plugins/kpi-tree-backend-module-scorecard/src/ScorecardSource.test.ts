import {
  createMockDirectory,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { kpiTreeSourcesExtensionPoint } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import scorecardPlugin from '@red-hat-developer-hub/backstage-plugin-scorecard-backend';
import kpiTreeModuleScorecard from '.';
import {
  catalogFile,
  collect as collectOf,
  components,
  startPortal,
  startScorecardPortal,
} from './__testUtils__/portal';
import { ScorecardSource } from './ScorecardSource';

jest.setTimeout(120_000);

const files = createMockDirectory({ content: { 'all.yaml': catalogFile } });

describe('with version 2.8 of the scorecard plugin', () => {
  let backend: TestBackend;
  let source: ScorecardSource;

  const collect = (
    metrics: string[],
    options?: Parameters<typeof collectOf>[2],
  ) => collectOf(source, metrics, options);

  beforeAll(async () => {
    const portal = await startScorecardPortal(scorecardPlugin, {
      numberId: 'acme.open_prs',
      booleanId: 'acme.has_ci',
      files,
    });
    ({ backend, source } = portal);
    await portal.compute();
  });

  afterAll(() => backend?.stop());

  it('reads numbers as they are, and what is true or false as a share', async () => {
    const { measured } = await collect(['acme.open_prs', 'acme.has_ci']);
    expect(measured).toEqual([
      'search kpi-has_ci today 0 1',
      'search kpi-open_prs today 6 1',
      'shop kpi-has_ci today 100 1',
      'shop kpi-open_prs today 4 1',
    ]);
    expect((await collect(['acme.has_ci'], { unit: '1' })).measured).toEqual([
      'search kpi-has_ci today 0 1',
      'shop kpi-has_ci today 1 1',
    ]);
  });

  it('tells the error of a metric of an entity, and keeps the rest', async () => {
    const { measured, errors } = await collect(['acme.open_prs']);
    expect(measured).toHaveLength(2);
    expect(errors).toEqual([
      expect.stringMatching(
        /^component:default\/broken: acme.open_prs cannot be computed: .*No token for GitHub/,
      ),
    ]);
  });

  it('tells of a metric that there is not, and measures the others', async () => {
    const { measured, errors } = await collect(['acme.has_ci', 'acme.has_cd']);
    expect(measured).toHaveLength(2);
    expect(errors[0]).toBe(
      'kpi-has_cd: The Kpi kpi-has_cd cannot be measured: spec.source.metric is "acme.has_cd", which the scorecard plugin does not have: use one of acme.open_prs, acme.has_ci',
    );
  });

  it('measures an entity by another where its owner says so and the admin shares it', async () => {
    const { measured, errors } = await collect(['acme.open_prs'], {
      of: [
        {
          entityRef: 'system:default/all',
          keys: { 'kpi-open_prs': 'search' },
        },
      ],
    });
    expect(measured).toEqual(['all kpi-open_prs today 6 1']);
    expect(errors).toEqual([]);
  });

  it('gives what is known of an entity to no other', async () => {
    const { measured, errors } = await collect(['acme.open_prs'], {
      of: [
        ...components('shop'),
        {
          entityRef: 'component:default/mine',
          keys: { 'kpi-open_prs': 'Component:shop' },
        },
      ],
    });
    expect(measured).toEqual(['shop kpi-open_prs today 4 1']);
    expect(errors).toEqual([
      'component:default/mine: metadata.annotations[kpi-tree.io/source.kpi-open_prs] is "Component:shop": what is known of another entity belongs to that entity, so it does not count here: remove it, or have the admin of the portal allow it in kpiTree.scorecard.shared',
    ]);
  });

  it('lets no annotation lead elsewhere', async () => {
    const hostile = [
      '../../metrics',
      'component:default/..',
      'component:../shop',
      'shop?metricIds=x#',
      'component:default/shop/../../search',
      '\ud800',
      '%2e%2e',
      '',
    ];
    const { measured, errors } = await collect(['acme.open_prs'], {
      of: [
        ...components('shop'),
        ...hostile.map((key, index) => ({
          entityRef: `component:default/hostile-${index}`,
          keys: { 'kpi-open_prs': key },
        })),
      ],
    });
    expect(measured).toEqual(['shop kpi-open_prs today 4 1']);
    expect(errors).toHaveLength(hostile.length);
  });

  it('has the latest value where it is asked for the past, too', async () => {
    const past = await collect(['acme.open_prs'], {
      from: new Date('2026-04-20'),
      timeZone: 'Europe/Berlin',
    });
    expect(past.measured).toHaveLength(2);
    expect(past.errors).toHaveLength(1);
    const before = { from: new Date('2026-04-20'), to: new Date('2026-04-30') };
    expect((await collect(['acme.open_prs'], before)).measured).toEqual([]);
  });

  it('measures a Kpi that has the id of a newer version already, and says so', async () => {
    expect(await collect(['acme.openPRs'], { of: components('shop') })).toEqual(
      {
        measured: ['shop kpi-openPRs today 4 1'],
        errors: [
          'kpi-openPRs: The Kpi kpi-openPRs is measured by "acme.open_prs": spec.source.metric is "acme.openPRs", which the scorecard plugin in this portal calls so: write acme.open_prs',
        ],
      },
    );
  });

  it('says that there is no value of any entity', async () => {
    const { measured, errors } = await collect(['acme.open_prs'], {
      of: [{ entityRef: 'group:default/payments', keys: {} }],
    });
    expect(measured).toEqual([]);
    expect(errors).toEqual([
      'kpi-open_prs: The Kpi kpi-open_prs has no values: of none of 1 entities the scorecard plugin returns "acme.open_prs": its provider has not run yet or is about other entities, or a permission policy refuses scorecard.metric.read of it to plugins',
    ]);
  });

  it('does not say so where no entity can be read', async () => {
    const { errors } = await collect(['acme.open_prs'], {
      of: components('gone'),
    });
    expect(errors).toEqual([
      'component:default/gone: The plugin scorecard answers 404: Entity not found: component:default/gone',
    ]);
  });

  it('fails where no entity can be read', async () => {
    await expect(
      collect(['acme.open_prs'], { of: components('gone', 'gone-too') }),
    ).rejects.toThrow(
      'The plugin scorecard answers 404: Entity not found: component:default/gone',
    );
  });
});

it('says that the plugin is not installed', async () => {
  const { backend, source } = await startPortal([], files);
  const error: Error = await collectOf(source, ['acme.open_prs']).catch(e => e);
  expect([error.name, error.message]).toEqual([
    'NotFoundError',
    'The plugin scorecard is not in this portal: install its backend',
  ]);
  await backend.stop();
});

it('is shown with what is wrong in its configuration', async () => {
  const addSource = jest.fn();
  const addMisconfigured = jest.fn();
  const backend = await startTestBackend({
    extensionPoints: [
      [kpiTreeSourcesExtensionPoint, { addSource, addMisconfigured }],
    ],
    features: [
      kpiTreeModuleScorecard,
      mockServices.rootConfig.factory({
        data: { kpiTree: { scorecard: { concurrency: 0.5 } } },
      }),
    ],
  });
  expect(addSource).not.toHaveBeenCalled();
  expect(addMisconfigured).toHaveBeenCalledWith({
    id: 'scorecard',
    mistakes: [
      {
        key: 'kpiTree.scorecard.concurrency',
        message: 'is 0.5: use a whole number such as 8',
      },
    ],
  });
  await backend.stop();
});
