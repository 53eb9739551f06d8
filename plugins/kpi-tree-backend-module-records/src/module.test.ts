import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { kpiTreeSourcesExtensionPoint } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import recordsModule from '.';

const start = async (sources: object[]) => {
  const addSource = jest.fn();
  await startTestBackend({
    extensionPoints: [[kpiTreeSourcesExtensionPoint, { addSource }]],
    features: [
      recordsModule,
      mockServices.rootConfig.factory({
        data: { kpiTree: { records: { sources } } },
      }),
    ],
  });
  return addSource.mock.calls.map(([source]) => source);
};

describe('the records module', () => {
  it('adds a source for each that is configured', async () => {
    const entities = { always: ['domain:default/d'] };
    const sources = await start([
      { id: 'incidents', description: 'All', csv: 'a.csv', entities },
      { id: 'releases', csv: 'b.csv', entities },
    ]);
    expect(sources).toEqual([
      expect.objectContaining({ id: 'incidents', description: 'All' }),
      expect.objectContaining({ id: 'releases', schedule: undefined }),
    ]);
    expect(await start([])).toEqual([]);
  });

  it('does not start with a wrong configuration', async () => {
    await expect(
      start([{ id: 'incidents', csv: 'a.csv', entities: {} }]),
    ).rejects.toThrow('kpiTree.records.sources[0].entities: give the column');
  });
});
