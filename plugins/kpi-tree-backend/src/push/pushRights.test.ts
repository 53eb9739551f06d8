import { kpiTreeMeasurementCreatePermission } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import request from 'supertest';
import {
  nobodyPolicy,
  ownersPolicy,
  startPortal,
  tokens,
} from '../__testUtils__/portalWithPolicy';

jest.setTimeout(60_000);

const owners = ownersPolicy(kpiTreeMeasurementCreatePermission);
const nobody = nobodyPolicy(kpiTreeMeasurementCreatePermission);

const of = (name: string, kpi: string) => ({
  entityRef: `component:default/${name}`,
  kpi,
  period: '2026-04-10',
  value: 3,
});

describe('who may send measurements', () => {
  it('may be the owners of the KPI and of the entity, by a policy', async () => {
    const { server, signIn, push, rights } = await startPortal(owners);
    const jane = await signIn();
    await rights(jane).expect(200, { create: 'some' });
    const { body } = await push(jane, [
      of('a', 'mttr'), // of her group's service
      of('b', 'mttr'), // hers by annotation
      of('b', 'deployments'), // of her group's KPI
      of('c', 'mttr'),
      of('c', 'mttr'),
      { ...of('group', 'mttr'), entityRef: 'group:default/team-a' },
      of('x', 'mttr'),
    ]).expect(200);
    expect(body).toMatchObject({ measurementsWritten: 4, rowsRejected: 3 });
    expect(body.errors).toEqual([
      {
        message:
          'you are not allowed to send mttr of component:default/c: ask group:default/owners, who own it, or the admin of the portal',
        where: 'measurements[3]',
        count: 2,
      },
      {
        message: expect.stringMatching(/default\/x", which is not in the cat/),
        where: 'measurements[6]',
        count: 1,
      },
    ]);

    const csv = await request(server)
      .post('/api/kpi-tree/v1/measurements/import')
      .set('Authorization', `Bearer ${jane}`)
      .set('Content-Type', 'text/csv')
      .send(
        'entityRef,kpi,period,value\ncomponent:default/c,mttr,2026-04-10,1\ncomponent:default/a,mttr,2026-04-10,1\n',
      )
      .expect(200);
    expect(csv.body).toMatchObject({
      measurementsWritten: 1,
      rejected: [
        { row: 2, message: expect.stringMatching(/^you are not allowed to/) },
      ],
    });
  });

  it('may be nobody', async () => {
    const { signIn, push, rights } = await startPortal(nobody);
    const jane = await signIn();
    await rights(jane).expect(200, { create: 'none' });
    const { body } = await push(jane, [of('a', 'mttr')]).expect(403);
    expect(body.error.message).toBe(
      'You need the permission kpi-tree.measurement.create: ask the admin of the portal',
    );
  });

  it('may be a service whose token has no other right, and no other token', async () => {
    const { server, push, rights } = await startPortal(nobody);
    const written = await push(tokens.ci, [
      of('a', 'mttr'),
      of('c', 'mttr'),
      of('x', 'mttr'),
    ]).expect(200);
    expect(written.body).toMatchObject({
      measurementsWritten: 2,
      rejected: [{ row: 2 }],
    });
    await rights(tokens.ci).expect(200, { create: 'all' });
    await request(server)
      .get('/api/kpi-tree/v1/runs')
      .set('Authorization', `Bearer ${tokens.ci}`)
      .expect(403);

    await push(tokens.reader, [of('a', 'mttr')]).expect(403);
    await push(tokens.catalog, [of('a', 'mttr')]).expect(403);
    await push('no-token-of-the-portal', [of('a', 'mttr')]).expect(401);
    await request(server)
      .post('/api/kpi-tree/v1/measurements')
      .send({ measurements: [] })
      .expect(401);
  });

  it('shows its rule to whoever edits policies', async () => {
    const { server, signIn } = await startPortal(owners);
    const { body } = await request(server)
      .get('/api/kpi-tree/.well-known/backstage/permissions/metadata')
      .set('Authorization', `Bearer ${await signIn()}`)
      .expect(200);
    expect(
      body.permissions.map((p: { name: string }) => p.name).sort(),
    ).toEqual([
      'kpi-tree.action.write',
      'kpi-tree.change.declare',
      'kpi-tree.check-in.write',
      'kpi-tree.comment.write',
      'kpi-tree.definition.try',
      'kpi-tree.measurement.create',
      'kpi-tree.measurement.delete',
      'kpi-tree.record.personal.read',
      'kpi-tree.record.read',
      'kpi-tree.review.write',
      'kpi-tree.run.accept',
      'kpi-tree.run.create',
      'kpi-tree.run.read',
    ]);
    expect(body.rules).toMatchObject([
      { name: 'IS_OWNER', resourceType: 'kpi-tree-kpi' },
    ]);
  });
});
