import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { startBackend } from '../__testUtils__/startBackend';

jest.setTimeout(60_000);

const path = '/api/kpi-tree/v1/message-preferences';

const digest = {
  every: 'week',
  timeZone: 'Europe/Berlin',
  weekday: 1,
  hour: 8,
};

async function start() {
  const { server } = await startBackend();
  const as = (call: request.Test, who = 'user:default/jane') =>
    call.set('authorization', mockCredentials.user.header(who));
  return {
    server,
    read: (who?: string) => as(request(server).get(path), who),
    write: (body: object) => as(request(server).put(path).send(body)),
  };
}

describe('the preferences of messages', () => {
  it('are those of the caller', async () => {
    const { read, write, server } = await start();
    await read().expect(200, {});
    await write({ digest }).expect(200, { digest });
    await read().expect(200, { digest });
    await read('user:default/joe').expect(200, {});
    await write({}).expect(200, {});
    await read().expect(200, {});
    await request(server)
      .get(path)
      .set('authorization', mockCredentials.service.header())
      .expect(403);
  });

  it.each([
    [{ timeZone: 'Nowhere/City' }, /digest.timeZone is Nowhere\/City: use/],
    [{ weekday: 8 }, /weekday/],
    [{ hour: 24 }, /hour/],
    [{ every: 'day' }, /every/],
  ])('refuse %j', async (part, message) => {
    const { write } = await start();
    const { body } = await write({ digest: { ...digest, ...part } }).expect(
      400,
    );
    expect(body.error.message).toMatch(message);
  });
});
