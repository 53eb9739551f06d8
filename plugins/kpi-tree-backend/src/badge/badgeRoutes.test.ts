import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { FakeSource } from '../__testUtils__/FakeSource';
import { measured } from '../__testUtils__/harness';
import { a, startBackend } from '../__testUtils__/startBackend';

jest.setTimeout(60_000);

/** A portal whose catalog lets users read nothing if `readable` is false. */
async function startPortal({ isPublic = false, readable = true } = {}) {
  const { server, get, collect } = await startBackend({
    source: new FakeSource('test', [
      { measurements: [measured(a, 'mttr', 9)] },
    ]),
    entities: [
      owners,
      kpiEntity('mttr', {}, { title: 'Time to <restore>' }),
      treeEntity('tree', { d2c: ['mttr'] }),
      entity('Component:a'),
      entity('Component:without', { annotations: { tree: 'none' } }),
    ],
    kpiTree: {
      asOf: '2026-05-15',
      completenessFloor: 0,
      badges: { public: isPublic },
    },
    decide: (permission, { principal }) => ({
      result:
        readable ||
        permission.startsWith('kpi-tree.') ||
        (principal as { type: string }).type === 'service'
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
    }),
  });
  await collect();
  const badge = (path: string) => get(`/badges/${path}`);
  return {
    server,
    badge,
    /** Of someone who is not signed in. */
    anonymous: (path: string) =>
      badge(path).set('Authorization', mockCredentials.none.header()),
  };
}

const nameOf = (svg: Buffer | string) =>
  svg.toString().match(/aria-label="([^"]*)"/)![1];

describe('badges', () => {
  it('tell how an entity and a KPI stand', async () => {
    const { badge } = await startPortal();
    const whole = await badge('component/default/a.svg').expect(200);
    expect(whole.headers['content-type']).toMatch('image/svg+xml');
    expect(nameOf(whole.body)).toBe('KPIs: 37 of 100 · off target');
    const kpi = await badge('component/default/a.svg?kpi=mttr').expect(200);
    expect(nameOf(kpi.body)).toBe(
      'Time to &lt;restore&gt;: 9\u00a0h · off target',
    );
    const named = await badge(
      `component/default/a.svg?tree=tree&label=${encodeURIComponent('"><x')}`,
    ).expect(200);
    expect(nameOf(named.body)).toBe('&quot;&gt;&lt;x: 37 of 100 · off target');
  });

  it('are kept for a while by the one who may see them, and not sent twice', async () => {
    const { badge } = await startPortal();
    const { headers } = await badge('component/default/a.svg').expect(200);
    expect(headers['cache-control']).toBe('private, max-age=300');
    expect(headers['content-security-policy']).toBe("default-src 'none'");
    await badge('component/default/a.svg')
      .set('If-None-Match', headers.etag)
      .expect(304);
  });

  it('say what is wrong to someone who is known', async () => {
    const { badge } = await startPortal();
    for (const [path, status, message] of [
      ['component/default/none.svg', 404, 'component:default/none'],
      ['component/default/without.svg', 404, 'attach one with the annotation'],
      ['component/default/a.svg?kpi=none', 404, 'has no KPI none'],
      ['component/default/a.svg?tree=none', 404, 'none'],
      [`component/default/a.svg?label=${'x'.repeat(61)}`, 400, '60'],
    ] as const) {
      const { body } = await badge(path).expect(status);
      expect(body.error.message).toContain(message);
    }
  });

  it('are shown with the cookie of a user, and to nobody without', async () => {
    const { badge, anonymous } = await startPortal();
    expect((await anonymous('component/default/a.svg')).status).toBe(401);
    const { status } = await badge('component/default/a.svg')
      .set('Authorization', '')
      .set('Cookie', mockCredentials.limitedUser.cookie());
    expect(status).toBe(200);
  });

  it('are not shown to whoever may not read the entity', async () => {
    const { badge } = await startPortal({ readable: false });
    expect((await badge('component/default/a.svg')).status).toBe(404);
  });

  it('are shown to anyone where the admin says so, with no more than the status', async () => {
    const { anonymous } = await startPortal({
      isPublic: true,
      readable: false,
    });
    const whole = await anonymous('component/default/a.svg').expect(200);
    expect(whole.headers['cache-control']).toBe('public, max-age=300');
    expect(nameOf(whole.body)).toBe('KPIs: 37 of 100 · off target');
    // By the name that was requested: its title is not revealed
    const kpi = await anonymous('component/default/a.svg?kpi=mttr').expect(200);
    expect(nameOf(kpi.body)).toBe('mttr: 9\u00a0h · off target');
  });

  it('tell anyone nothing of what there is and what not', async () => {
    const { anonymous } = await startPortal({ isPublic: true });
    const answers: unknown[][] = [];
    for (const path of [
      'component/default/none.svg',
      'component/default/without.svg',
      'group/default/owners.svg',
      'component/default/a.svg?tree=none',
    ]) {
      const { status, body, headers } = await anonymous(path);
      answers.push([status, body.toString(), headers.etag]);
    }
    expect(answers[0][0]).toBe(200);
    expect(nameOf(answers[0][1] as string)).toBe('KPIs: unknown');
    expect(answers).toEqual(answers.map(() => answers[0]));
  });

  it('open no other path to anyone', async () => {
    const { server } = await startPortal({ isPublic: true });
    for (const path of ['trees', 'scorecards/component/default/a']) {
      const { status } = await request(server)
        .get(`/api/kpi-tree/v1/${path}`)
        .set('Authorization', mockCredentials.none.header());
      expect(status).toBe(401);
    }
  });
});
