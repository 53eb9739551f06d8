import { kpiEntity } from '../__testUtils__/entities';
import { a, denied, startBackend } from '../__testUtils__/startBackend';

jest.setTimeout(60_000);

describe('the routes of drafts', () => {
  it('checks and tries definitions', async () => {
    const { post } = await startBackend();
    // JSON is YAML
    const yaml = JSON.stringify(kpiEntity('mttr', { target: 2 }));
    const check = await post('/definitions/check', { yaml }).expect(200);
    expect(check.body).toMatchObject({
      problems: [],
      kpi: { spec: { target: 2 } },
    });
    const trial = await post('/definitions/try', { yaml, entityRef: a }).expect(
      200,
    );
    expect(trial.body).toMatchObject({ measurements: 1, stoppedBy: null });
    expect(trial.body.series.points[0]).toMatchObject({ value: 3, target: 2 });

    await post('/definitions/check', {}).expect(400);
    await post('/definitions/check', { yaml: 'a'.repeat(100_001) }).expect(400);
    await post('/definitions/try', { yaml, entityRef: 'x' }).expect(400);
    await post('/definitions/try', { yaml: 'a: 1', entityRef: a }).expect(400);
    await post('/definitions/try', {
      yaml,
      entityRef: 'component:default/x',
    }).expect(404);
  });

  it('asks for permission to try definitions, not to check them', async () => {
    const { post } = await startBackend({ decide: denied });
    const yaml = 'a: 1';
    await post('/definitions/check', { yaml }).expect(200);
    const { body } = await post('/definitions/try', {
      yaml,
      entityRef: a,
    }).expect(403);
    expect(body.error.message).toMatch(/kpi-tree\.definition\.try/);
  });
});
