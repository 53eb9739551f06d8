import { recordFilterMistake } from './recordFilters';

describe('a filter of records', () => {
  it.each([
    {},
    { priority: 1, open: true, status: '' },
    { status: { $in: ['open', 2, false] }, due: { $exists: true } },
    { labels: { $contains: 'production' } },
    { labels: { $all: ['a', 'b'] } },
    { labels: { $any: [{ $contains: 'a' }, { $not: { $in: ['b'] } }] } },
    { priority: { $not: { $in: ['low'] } }, impact: { $not: 'none' } },
    { age: { $gt: 3, $lte: 1e6 } },
    { opened: { $gte: '2026-01-31', $lt: '2026-02-28T08:00:00+01:00' } },
    { key: { $matches: '^OPS-\\d+$' } },
    { $any: [{ a: 1 }, { $all: [] }, { $not: { b: { $hasPrefix: 'x' } } }] },
  ])('may be %j', filter => {
    expect(recordFilterMistake(filter)).toBeUndefined();
  });

  it.each<[unknown, string]>([
    ['production', '"production" names no field'],
    [[{ a: 1 }], 'names no field'],
    [null, 'null names no field'],
    [{ $contains: 'a' }, '$contains names no field: write it below one'],
    [{ $any: [] }, '$any is empty, which nothing matches: list filters'],
    [{ $all: { a: 1 } }, '$all that is no list: list filters as [...]'],
    [{ $not: [{ a: 1 }] }, 'names no field'],
    [{ a: null }, 'a is null: write a value'],
    [{ a: [] }, 'a is []: write a value, or several as { $in: [...] }'],
    [{ a: {} }, 'a is {}: write a value'],
    [{ a: { b: 1 } }, 'a has the operator b: use one of $in, $contains'],
    [{ a: { $regex: 'x' } }, 'the operator $regex: use one of'],
    [{ a: { $in: [] } }, 'a has an empty $in: list some values'],
    [{ a: { $in: 'x' } }, 'a has an $in that is no list'],
    [{ a: { $in: [['x']] } }, 'a has an $in with ["x"]: list texts'],
    [{ a: { $any: [] } }, 'a has an empty $any: list some values'],
    [{ a: { $contains: { b: 1 } } }, 'a has a $contains of {"b":1}'],
    [{ a: { $exists: 'yes' } }, 'a has an $exists of "yes": say true or false'],
    [{ a: { $hasPrefix: '' } }, 'a has a $hasPrefix of "": give a text'],
    [{ a: { $not: { $gt: 'high' } } }, 'a has $gt of "high": compare with a'],
    [{ a: { $gt: '2026-02-30' } }, 'a has $gt of "2026-02-30"'],
    [{ a: { $gt: '2026-02-03T25:00Z' } }, 'a has $gt of "2026-02-03T25:00Z"'],
    [{ a: { $gt: true } }, 'a has $gt of true'],
    [{ a: { $matches: '(b' } }, 'a has a $matches of "(b": '],
    [{ a: { $matches: '' } }, 'it has to be a text'],
    [{ a: { $matches: '(?=b)' } }, 'neither look-ahead nor look-behind'],
    [{ a: { $matches: '(b)\\1' } }, 'there is no \\1 in it'],
    [{ a: { $matches: 'b{1001}' } }, 'more than 1000 times'],
    [{ a: { $matches: '(b{100}){100}' } }, 'more than 1000 times'],
    [{ a: { $matches: 'b'.repeat(1_001) } }, 'longer than 1000 characters'],
  ])('is not %j', (filter, message) => {
    expect(recordFilterMistake(filter)).toContain(message);
  });
});
