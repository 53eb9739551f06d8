import { runInNewContext } from 'node:vm';
import { InputError } from '@backstage/errors';
import fc from 'fast-check';
import { apart, isOfData } from './apart';

/** Work that fails for all where some cannot be done, and what it was asked. */
function failing(bad: ReadonlySet<number>) {
  const asked: number[][] = [];
  const setAside: number[] = [];
  return {
    asked,
    setAside,
    run: (items: number[]) =>
      apart(
        items,
        async part => {
          asked.push(part);
          if (part.some(item => bad.has(item))) {
            throw new InputError('one of them');
          }
          return part.map(item => item * 10);
        },
        async item => {
          setAside.push(item);
        },
      ),
  };
}

describe('apart', () => {
  it('does everything at once where nothing fails', async () => {
    const { run, asked } = failing(new Set());
    expect(await run([1, 2, 3])).toEqual([10, 20, 30]);
    expect(asked).toEqual([[1, 2, 3]]);
    expect(await run([])).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it('sets aside exactly those that fail alone, at a bounded cost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 0, max: 500 }), { maxLength: 200 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 500 }), { maxLength: 10 }),
        async (items, bad) => {
          const { run, asked, setAside } = failing(new Set(bad));
          const found = await run(items);
          const right = items.filter(item => !bad.includes(item));
          expect(found).toEqual(right.map(item => item * 10));
          expect(setAside).toEqual(items.filter(item => bad.includes(item)));
          const halves = Math.ceil(Math.log2(items.length || 1));
          expect(asked.length).toBeLessThanOrEqual(
            1 + 2 * halves * setAside.length,
          );
        },
      ),
    );
  });

  it('keeps what was done before something else fails', async () => {
    const away = Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
    const setAside = jest.fn();
    await expect(
      apart(
        [1, 2],
        async () => {
          throw away;
        },
        setAside,
      ),
    ).rejects.toBe(away);
    expect(setAside).not.toHaveBeenCalled();
  });
});

describe('isOfData', () => {
  const withCode = (code: string) => Object.assign(new Error('x'), { code });

  it.each([
    new InputError('beyond'),
    new RangeError('Invalid array length'),
    new TypeError('The bytes are not a quantile sketch'),
    new SyntaxError('Unexpected token'),
    withCode('22003'),
    withCode('23502'),
    withCode('54000'),
    withCode('SQLITE_CONSTRAINT_NOTNULL'),
    withCode('SQLITE_MISMATCH'),
    // As of a driver that was loaded elsewhere
    runInNewContext(
      "Object.assign(new Error('x'), { code: 'SQLITE_CONSTRAINT_FOREIGNKEY' })",
    ),
  ])('is %s', error => {
    expect(isOfData(error)).toBe(true);
  });

  it.each([
    new Error('Connection terminated unexpectedly'),
    Object.assign(new Error('aborted'), { name: 'AbortError' }),
    Object.assign(new Error('x'), { name: 'KnexTimeoutError' }),
    withCode('40001'),
    withCode('40P01'),
    withCode('57P01'),
    withCode('53300'),
    withCode('08006'),
    withCode('ECONNRESET'),
    withCode('SQLITE_BUSY'),
    withCode('SQLITE_FULL'),
    'a text',
    undefined,
  ])('is not %s', error => {
    expect(isOfData(error)).toBe(false);
  });
});
