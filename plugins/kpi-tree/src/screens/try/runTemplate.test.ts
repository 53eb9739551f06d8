import { runTemplate } from './runTemplate';

const discovery = {
  getBaseUrl: async (plugin: string) => `http://backend/api/${plugin}`,
};

/** Answers in order, and notes what was asked for. */
function fetchOf(answers: [status: number, body: unknown][]) {
  const asked: [string, string | undefined][] = [];
  const fetch = async (url: unknown, init?: RequestInit) => {
    asked.push([String(url), init?.body as string | undefined]);
    const [status, body] = answers[asked.length - 1];
    return new Response(JSON.stringify(body), {
      status,
      headers: { 'Content-Type': 'application/json' },
    });
  };
  return { asked, fetch: fetch as typeof window.fetch };
}

const log = { type: 'log', body: { message: 'Beginning step' } };
const run = (answers: [number, unknown][]) => {
  const { asked, fetch } = fetchOf([[201, { id: 'a/b' }], ...answers]);
  const result = runTemplate(
    { discovery, fetch },
    'template:default/propose-kpi',
    { yaml: 'x' },
    { pauseMs: 0 },
  );
  return { asked, result };
};

describe('a template', () => {
  it('is run to its end, and gives its link', async () => {
    const url = 'https://github.com/acme/kpis/pull/1';
    const end = { type: 'completion', body: { output: { links: [{ url }] } } };
    const { asked, result } = run([
      [200, []],
      [200, [log]],
      [200, [log, end]],
    ]);
    expect(await result).toBe(url);
    expect(asked).toEqual([
      [
        'http://backend/api/scaffolder/v2/tasks',
        '{"templateRef":"template:default/propose-kpi","values":{"yaml":"x"}}',
      ],
      ...Array(3).fill([
        'http://backend/api/scaffolder/v2/tasks/a%2Fb/events',
        undefined,
      ]),
    ]);
  });

  it('has no link that a browser would run', async () => {
    const links = [{ url: `${'java'}script:alert(1)` }];
    const end = { type: 'completion', body: { output: { links } } };
    expect(await run([[200, [end]]]).result).toBeUndefined();
  });

  it('fails as its task does, or as the scaffolder', async () => {
    const end = {
      type: 'completion',
      body: { message: 'failed', error: { message: 'kpis.yaml:3:1 no unit' } },
    };
    await expect(run([[200, [log, end]]]).result).rejects.toThrow(
      'kpis.yaml:3:1 no unit',
    );
    const refused = {
      error: { name: 'NotAllowedError', message: 'Not you' },
      response: { statusCode: 403 },
    };
    await expect(run([[403, refused]]).result).rejects.toMatchObject({
      cause: { message: 'Not you' },
    });
  });
});
