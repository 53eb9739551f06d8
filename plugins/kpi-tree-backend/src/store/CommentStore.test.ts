import { initDatabase, testDatabases } from '../__testUtils__/databases';
import { CommentStore } from './CommentStore';

jest.setTimeout(120_000);

const databases = testDatabases();
const subject = {
  scope: 'component:default/a',
  kpi: 'mttr',
  periodType: 'month',
  period: '2026-04-01',
} as const;
const writer = { by: 'user:default/jane', at: '2026-05-15T00:00:00.000Z' };
const [ann, ben] = ['user:default/ann', 'user:default/ben'];

describe.each(databases.eachSupportedId())('comments in %s', id => {
  it('say whom they name once, in the order of writing', async () => {
    const store = new CommentStore(await initDatabase(databases, id));
    const first = await store.create(
      subject,
      { text: '1', mentions: [ann] },
      writer,
    );
    const second = await store.create(
      subject,
      { text: '2', mentions: [ann] },
      writer,
    );
    await store.update(
      first.id,
      1,
      { text: '1', mentions: [ann, ben] },
      writer,
    );
    const all = await store.mentionsAfter(0, 10);
    expect(
      all.map(({ commentId, entityRef }) => [commentId, entityRef]),
    ).toEqual([
      [first.id, ann],
      [second.id, ann],
      [first.id, ben],
    ]);
    expect(await store.mentionsAfter(all[1].id, 10)).toEqual([all[2]]);
    // Nobody is told of what was deleted
    expect(await store.delete(first.id, 2, writer)).toBe(true);
    expect(await store.mentionsAfter(0, 10)).toEqual([all[1]]);
  });

  it('are changed by one of two at a time', async () => {
    const store = new CommentStore(await initDatabase(databases, id));
    const { id: comment } = await store.create(
      subject,
      { text: '1', mentions: [] },
      writer,
    );
    const changes = await Promise.all(
      ['a', 'b'].map(text =>
        store.update(comment, 1, { text, mentions: [] }, writer),
      ),
    );
    const [kept] = changes.filter(change => change !== undefined);
    expect(changes.filter(change => change === undefined)).toHaveLength(1);
    expect(await store.list({ scope: subject.scope })).toEqual([kept]);
    expect(await store.versions(comment)).toMatchObject([
      { version: 2, text: kept?.text },
      { version: 1, text: '1' },
    ]);
  });
});
