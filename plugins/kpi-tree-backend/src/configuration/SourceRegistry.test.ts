import { FakeSource } from '../__testUtils__/FakeSource';
import { SourceRegistry } from './SourceRegistry';

const key = (index: number) => ({ key: `kpiTree.sql.sources[${index}]` });

describe('SourceRegistry', () => {
  it('collects none of two sources with one id, and names both', () => {
    const registry = new SourceRegistry();
    registry.addSource(new FakeSource('incidents'), key(0));
    registry.addSource(new FakeSource('releases'), key(1));
    registry.addSource(new FakeSource('incidents'), key(2));
    registry.addSource(new FakeSource('incidents'));
    expect([...registry.sources.keys()]).toEqual(['releases']);
    expect(
      registry.problems().map(({ key: at, message }) => [at, message]),
    ).toEqual([
      [
        'kpiTree.sql.sources[2]',
        'has the id incidents, as has kpiTree.sql.sources[0]: give each its own; until it is corrected, the source incidents is not collected: what it measured is kept',
      ],
      [
        'a module of the backend',
        expect.stringContaining('as has kpiTree.sql.sources[0]'),
      ],
    ]);
  });

  it('does so where one of them is configured wrongly besides', () => {
    for (const isFirst of [true, false]) {
      const registry = new SourceRegistry();
      const wrong = () =>
        registry.addMisconfigured({
          id: 'incidents',
          mistakes: [{ key: 'kpiTree.records.sources[0].csv', message: 'x' }],
        });
      const right = () =>
        registry.addSource(new FakeSource('incidents'), key(0));
      (isFirst ? [wrong, right] : [right, wrong]).forEach(add => add());
      expect(registry.sources.size).toBe(0);
      expect(registry.misconfigured.get('incidents')!.mistakes).toHaveLength(2);
    }
  });

  it('shows warnings after errors', () => {
    const registry = new SourceRegistry();
    registry.addWarning({
      key: 'kpiTree.sql.sources[0].headers',
      message: 'w',
    });
    registry.addMisconfigured({
      id: 'x',
      mistakes: [{ key: 'kpiTree.sql.sources[1]', message: 'e' }],
    });
    expect(registry.problems().map(({ severity }) => severity)).toEqual([
      'error',
      'warning',
    ]);
  });
});
