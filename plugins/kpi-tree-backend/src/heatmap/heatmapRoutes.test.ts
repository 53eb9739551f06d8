import { startBackend } from '../__testUtils__/startBackend';

jest.setTimeout(60_000);

describe('the route of the heatmap', () => {
  it.each([
    ['/heatmap', /tree/],
    ['/heatmap?tree=tree&sort=value', /sort/],
    ['/heatmap?tree=tree&sort=kpi:mtbf', /^sort is kpi:mtbf.*kpi:mttr/],
    ['/heatmap?tree=tree&limit=2001', /limit/],
    ['/heatmap?tree=tree&asOf=2026-02-30', /^asOf is "2026-02-30": use a date/],
    ['/heatmap?tree=tree&cursor=x', /cursor is x/],
  ])('refuses %s', async (path, message) => {
    const { get } = await startBackend();
    const { body } = await get(path).expect(400);
    expect(body.error).toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
  });
});
