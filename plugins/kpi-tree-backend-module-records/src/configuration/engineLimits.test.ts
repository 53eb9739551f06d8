import { ConfigReader } from '@backstage/config';
import { readEngineLimits } from './engineLimits';

const read = (engine: object | undefined) =>
  readEngineLimits(
    new ConfigReader({ kpiTree: { records: { engine } } } as object as never),
  );

describe('the limits of the engine', () => {
  const defaults = { memory: '400MB', threads: 2, disk: '20GB' };

  it('are what the admin says, and have defaults', () => {
    expect(read(undefined)).toEqual({ limits: defaults, mistakes: [] });
    expect(read({ memory: '1.5 GB', threads: 4 })).toEqual({
      limits: { ...defaults, memory: '1.5 GB', threads: 4 },
      mistakes: [],
    });
  });

  it.each([
    [{ memory: '1000' }, 'memory', 'use a size such as 400MB or 2GB'],
    [{ disk: '80%' }, 'disk', 'use a size such as 400MB or 2GB'],
    [{ memory: "1GB'; select 1" }, 'memory', 'use a size such as'],
    [{ threads: 0 }, 'threads', '>=1'],
    [{ cores: 2 }, '', 'Unrecognized key: "cores"; use one of memory,'],
  ])(
    'are the defaults where they are wrong, which is said: %j',
    (engine, field, message) => {
      expect(read(engine)).toEqual({
        limits: defaults,
        mistakes: [
          {
            key: `kpiTree.records.engine${field && `.${field}`}`,
            message: expect.stringContaining(message),
          },
        ],
      });
    },
  );
});
