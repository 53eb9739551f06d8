/**
 * What people write on one of several backends on one PostgreSQL is there on all of them,
 * survives that the backend is killed, and is hidden on all of them alike.
 */
import { randomUUID } from 'node:crypto';
import { testDatabases } from './__testUtils__/databases';
import { HIDDEN, JANE, STRANGER } from './__testUtils__/replicas/portal';
import { Replica, Replicas } from './__testUtils__/replicas/Replicas';

jest.setTimeout(240_000);

const databases = testDatabases();

const action = {
  title: 'Alert on errors, not on load',
  owner: JANE,
  state: 'proposed',
};

/** Of each kind: what begins one of an entity, and how it is changed. */
const KINDS = [
  {
    path: '/actions',
    create: (scope: string) => ({
      subject: { scope, kpi: 'sent' },
      fields: action,
    }),
    change: (text: string) => ({ ...action, title: text }),
    textOf: ({ title }: { title: string }) => title,
  },
  {
    path: '/comments',
    create: (scope: string) => ({
      scope,
      kpi: 'sent',
      periodType: 'month',
      period: '2026-04-01',
      text: 'Not our process',
    }),
    change: (text: string) => ({ text }),
    textOf: ({ text }: { text: string }) => text,
  },
  {
    path: '/reviews',
    create: (scope: string) => ({
      scope,
      tree: 'tree',
      periodType: 'month',
      period: '2026-04-01',
    }),
    change: (text: string) => ({ notes: text, decisions: [] }),
    textOf: ({ notes }: { notes: string }) => notes,
  },
];

type Kind = (typeof KINDS)[number];

describe('what is written on one of several replicas', () => {
  const supported = databases
    .eachSupportedId()
    .flat()
    .filter(id => id.startsWith('POSTGRES'));
  if (!supported.length) {
    it.todo('need a PostgreSQL');
    return;
  }

  let replicas: Replicas;
  let first: Replica;
  let second: Replica;
  let jane: string;
  let stranger: string;

  const send = (
    replica: Replica,
    method: string,
    path: string,
    body: object,
    { token = jane, etag = '' } = {},
  ) =>
    replica.ask(
      path,
      {
        method,
        headers: {
          'content-type': 'application/json',
          ...(etag ? { 'if-match': etag } : {}),
        },
        body: JSON.stringify(body),
      },
      token,
    );
  const read = async (replica: Replica, path: string, token = jane) => {
    const answer = await replica.ask(path, {}, token);
    return { status: answer.status, body: await answer.json() };
  };

  /** What the stranger is told of one, with none of its names. */
  async function asStranger(
    replica: Replica,
    { path, create, change }: Pick<Kind, 'path' | 'create' | 'change'>,
    { id, scope }: { id: string; scope: string },
  ) {
    const one = `${path}/${id}`;
    const answers = [
      await replica.ask(one, {}, stranger),
      await replica.ask(`${one}/changes`, {}, stranger),
      await send(replica, 'PUT', one, change('Mine'), {
        token: stranger,
        etag: '"1"',
      }),
      await send(replica, 'POST', path, create(scope), { token: stranger }),
    ];
    return Promise.all(
      answers.map(async answer => {
        const { error } = await answer.json();
        return {
          status: answer.status,
          name: error.name,
          message: error.message
            .replaceAll(id, 'ID')
            .replaceAll(scope, 'SCOPE'),
        };
      }),
    );
  }

  beforeAll(async () => {
    replicas = new Replicas(await databases.init(supported[0]));
    // The first makes the tables
    first = await replicas.start();
    second = await replicas.start(STRANGER);
    jane = await first.signIn();
    stranger = await second.signIn();
  });

  afterAll(async () => replicas?.killAll());

  it.each(KINDS)(
    'is read and changed on the other: $path',
    async ({ path, create, change, textOf }) => {
      const scope = 'component:default/s1';
      const created = await send(first, 'POST', path, create(scope));
      const written = await created.json();
      expect({ status: created.status, written }).toMatchObject({
        status: 201,
        written: { version: 1, createdBy: JANE },
      });
      const one = `${path}/${written.id}`;
      expect(await read(second, one)).toEqual({ status: 200, body: written });
      expect(
        (await read(second, `${path}?scope=${scope}`)).body.items,
      ).toHaveLength(1);

      // Both change what they have read: one is told that the other was first
      const both = await Promise.all(
        [first, second].map((replica, i) =>
          send(replica, 'PUT', one, change(`Text ${i}`), { etag: '"1"' }),
        ),
      );
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
      const winner = both.findIndex(({ status }) => status === 200);
      for (const replica of [first, second]) {
        const { body } = await read(replica, one);
        expect(body.version).toBe(2);
        expect(textOf(body)).toBe(`Text ${winner}`);
      }
      const late = await send(
        [second, first][winner],
        'PUT',
        one,
        change('Too late'),
        { etag: '"1"' },
      );
      expect(late.status).toBe(409);
      expect((await late.json()).error.message).toContain(
        'If-Match has version 1, and it is 2 now',
      );
      const { items } = (await read(second, `${one}/changes`)).body;
      expect(items.map(({ version }: { version: number }) => version)).toEqual([
        2, 1,
      ]);
      expect(textOf((await read(first, one)).body)).toBe(`Text ${winner}`);
    },
  );

  it.each(KINDS)(
    'is as if it never existed to who may not read its entity: $path',
    async ({ path, create, change }) => {
      const created = await send(first, 'POST', path, create(HIDDEN));
      expect(created.status).toBe(201);
      const { id } = await created.json();
      const open = await send(
        first,
        'POST',
        path,
        create('component:default/s2'),
      );
      for (const replica of [first, second]) {
        const [hidden, none] = await Promise.all([
          asStranger(replica, { path, create, change }, { id, scope: HIDDEN }),
          asStranger(
            replica,
            { path, create, change },
            { id: randomUUID(), scope: 'component:default/none' },
          ),
        ]);
        expect(hidden).toEqual(none);
        expect(hidden.map(({ status }) => status)).toEqual([
          404, 404, 404, 404,
        ]);
        const all = (await read(replica, path, stranger)).body.items;
        const ids = all.map((each: { id: string }) => each.id);
        expect(ids).not.toContain(id);
        expect(ids).toContain((await open.clone().json()).id);
        expect((await read(replica, `${path}/${id}`)).body.version).toBe(1);
      }
    },
  );

  it('survives that the replica is killed as soon as it was acknowledged', async () => {
    const scope = 'component:default/s3';
    for (const { path, create } of KINDS) {
      const third = await replicas.start();
      const created = await send(third, 'POST', path, create(scope));
      await third.kill();
      expect(created.status).toBe(201);
      const { items } = (await read(second, `${path}?scope=${scope}`)).body;
      expect(items).toMatchObject([{ version: 1, createdBy: JANE }]);
    }
  });

  it('survives being changed on a replica that is killed', async () => {
    const third = await replicas.start();
    const ids = await Promise.all(
      KINDS.map(async ({ path, create }) => {
        const scope = 'component:default/s4';
        return (await (await send(third, 'POST', path, create(scope))).json())
          .id;
      }),
    );
    const changed = await Promise.all(
      KINDS.map(({ path, change }, i) =>
        send(third, 'PUT', `${path}/${ids[i]}`, change('Said last'), {
          etag: '"1"',
        }),
      ),
    );
    await third.kill();
    expect(changed.map(({ status }) => status)).toEqual([200, 200, 200]);
    for (const [i, { path, textOf }] of KINDS.entries()) {
      const one = `${path}/${ids[i]}`;
      const { body } = await read(second, one);
      expect({ version: body.version, text: textOf(body) }).toEqual({
        version: 2,
        text: 'Said last',
      });
      expect((await read(second, `${one}/changes`)).body.items).toHaveLength(2);
    }
  });
});
