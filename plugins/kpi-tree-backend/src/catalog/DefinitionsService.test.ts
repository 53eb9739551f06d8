import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { kpiEntity, owners } from '../__testUtils__/entities';
import { DefinitionsService } from './DefinitionsService';

function createService(maxAgeMs: number, faults: { calendar?: string } = {}) {
  const state: {
    entities: Entity[];
    error?: Error;
    /** What the catalog waits for before it answers. */
    hangs?: Promise<void>;
    reads: number;
  } = {
    entities: [owners, kpiEntity('mttr', { source: undefined })],
    reads: 0,
  };
  const logger = mockServices.logger.mock();
  /** What was noted, which holds from a day. */
  const noted: string[] = [];
  const note = (what: string) => async () => {
    noted.push(what);
  };
  const service = new DefinitionsService({
    catalog: catalogServiceMock.mock({
      async *streamEntities() {
        state.reads++;
        if (state.error) {
          throw state.error;
        }
        await state.hangs;
        yield state.entities;
      },
    }),
    auth: mockServices.auth(),
    logger,
    sources: new Map(),
    versions: {
      record: async () => {
        noted.push('versions');
        return { kpis: new Map(), trees: new Map() };
      },
    },
    overrides: {
      record: async () => {
        noted.push('overrides');
        return new Map();
      },
    },
    config: { timeZone: 'UTC', faults, targetOverrides: true },
    memberships: { sync: note('memberships') },
    takeovers: { apply: note('takeovers') },
    formerNames: { read: async () => new Map() },
    goneEntities: { note: note('names') },
    changes: { readAll: async () => [] },
    exceptions: { readAll: async () => [] },
    maxAgeMs,
  });
  return { state, logger, noted, service };
}

describe('DefinitionsService', () => {
  afterEach(() => jest.restoreAllMocks());

  it('reads once for many that ask, and again when they are old', async () => {
    const { state, service } = createService(60_000);
    await Promise.all([service.get(), service.get(), service.get()]);
    await service.get();
    expect(state.reads).toBe(1);
    await service.refresh();
    expect(state.reads).toBe(2);
  });

  it('notes what holds from a day only where it is known which day it is', async () => {
    const { noted, service } = createService(60_000);
    await service.get();
    expect(noted).toEqual([
      'memberships',
      'takeovers',
      'names',
      'versions',
      'overrides',
    ]);
    const calendar = 'kpiTree.timeZone is "Nowhere", which is none';
    const faulty = createService(60_000, { calendar });
    const { kpis } = await faulty.service.get();
    expect([...kpis.keys()]).toEqual(['mttr']);
    expect(faulty.noted).toEqual([]);
  });

  it('lets nobody wait for what is a little old, and reads it again', async () => {
    const { state, service } = createService(60_000);
    let now = Date.now();
    jest.spyOn(Date, 'now').mockImplementation(() => now);
    await service.get();
    state.entities = [owners, kpiEntity('mtta', { source: undefined })];
    const names = async () => [...(await service.get()).kpis.keys()];
    now += 60_001;
    expect(await names()).toEqual(['mttr']);
    await service.refresh();
    expect(await names()).toEqual(['mtta']);
    state.entities = [owners];
    now += 300_000;
    expect(await names()).toEqual([]);
    expect(state.reads).toBe(3);
  });

  it('goes on with what it knows while the catalog is away', async () => {
    const { state, logger, service } = createService(0);
    state.error = new Error('no catalog');
    await expect(service.get()).rejects.toThrow('no catalog');
    state.error = undefined;
    await service.get();
    state.error = new Error('no catalog');
    expect([...(await service.get()).kpis.keys()]).toEqual(['mttr']);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining(
        'the last known ones stay in effect: Error: no catalog',
      ),
    );
  });

  it('waits five seconds for a catalog that hangs, and a minute where it knows nothing', async () => {
    jest.useFakeTimers();
    try {
      const { state, logger, service } = createService(0);
      let answer = () => {};
      state.hangs = new Promise(resolve => {
        answer = resolve;
      });
      const first = service.get().catch(error => error);
      await jest.advanceTimersByTimeAsync(60_000);
      expect(await first).toMatchObject({
        name: 'ServiceUnavailableError',
        message: 'The catalog did not answer within 60 s',
      });

      answer();
      await service.get();
      state.hangs = new Promise(resolve => {
        answer = resolve;
      });
      state.entities = [owners, kpiEntity('mtta', { source: undefined })];
      const names = async () => [...(await service.get()).kpis.keys()];
      await jest.advanceTimersByTimeAsync(1);
      const known = names();
      await jest.advanceTimersByTimeAsync(5_000);
      expect(await known).toEqual(['mttr']);

      // Whoever asked is answered, and what hangs is given up after its minute
      await jest.advanceTimersByTimeAsync(55_000);
      expect(logger.warn).toHaveBeenCalledWith(
        expect.stringContaining('did not answer within 60 s'),
      );
      const reads = state.reads;
      answer();
      state.hangs = undefined;
      expect(await names()).toEqual(['mtta']);
      expect(state.reads).toBe(reads + 1);
    } finally {
      jest.useRealTimers();
    }
  });

  it('logs a problem that lasts, once, with its file', async () => {
    const { state, logger, service } = createService(0);
    const bad = kpiEntity(
      'bad',
      { unit: undefined },
      {
        annotations: { 'backstage.io/managed-by-location': 'file:/kpis.yaml' },
      },
    );
    const [owner, good] = state.entities;
    state.entities = [owner, good, bad];
    await service.get();
    expect(logger.warn).not.toHaveBeenCalled();
    await service.get();
    await service.get();
    expect(logger.warn.mock.calls).toEqual([
      [
        'kpi:default/bad: spec.unit is missing: give the unit of the value, such as h, min, % or 1 (file:/kpis.yaml)',
      ],
    ]);
    state.entities = [owner, good];
    await service.get();
    state.entities = [owner, good, bad];
    await service.get();
    await service.get();
    expect(logger.warn).toHaveBeenCalledTimes(2);
  });
});
