import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { kpiTreeSourcesExtensionPoint } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import recordsModule from '.';

const start = async (sources: object[]) => {
  const addSource = jest.fn();
  const addMisconfigured = jest.fn();
  await startTestBackend({
    extensionPoints: [
      [kpiTreeSourcesExtensionPoint, { addSource, addMisconfigured }],
    ],
    features: [
      recordsModule,
      mockServices.rootConfig.factory({
        data: { kpiTree: { records: { sources } } },
      }),
    ],
  });
  return {
    added: addSource.mock.calls.map(([source]) => source),
    misconfigured: addMisconfigured.mock.calls.map(([source]) => source),
  };
};

describe('the records module', () => {
  it('adds a source for each that is configured', async () => {
    const entities = { always: ['domain:default/d'] };
    const { added } = await start([
      { id: 'incidents', description: 'All', csv: 'a.csv', entities },
      { id: 'releases', csv: 'b.csv', entities },
    ]);
    expect(added).toEqual([
      expect.objectContaining({ id: 'incidents', description: 'All' }),
      expect.objectContaining({ id: 'releases', schedule: undefined }),
    ]);
    expect(await start([])).toEqual({ added: [], misconfigured: [] });
  });

  it('starts without a source that is configured wrongly', async () => {
    const entities = { always: ['domain:default/d'] };
    const { added, misconfigured } = await start([
      { id: 'incidents', csv: 'a.csv', entities: {} },
      { id: 'releases', csv: 'b.csv', entities },
    ]);
    expect(added).toMatchObject([{ id: 'releases' }]);
    expect(misconfigured).toEqual([
      {
        id: 'incidents',
        mistakes: [
          {
            key: 'kpiTree.records.sources[0].entities',
            message: expect.stringContaining('give the column'),
          },
        ],
      },
    ]);
  });
});
