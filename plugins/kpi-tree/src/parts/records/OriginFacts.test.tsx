import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  RecordPage,
  ValueOrigin,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { sampleRecords } from '../../fixtures';
import { Records } from './Records';

const scope = 'component:default/actions';

/** What is shown in the place of records, with something else of what is known. */
const show = (
  kpi: string,
  change: (origin: ValueOrigin) => Partial<ValueOrigin> = () => ({}),
) =>
  renderInPortal(
    <Records
      scope={scope}
      kpi={kpi}
      period="2026-04-01"
      periodType="month"
      value={3}
      timeZone="UTC"
    />,
    {
      api: {
        getRecords: async (...request): Promise<RecordPage> => {
          const page = sampleRecords(...request);
          const { origin } = page;
          return origin
            ? { ...page, origin: { ...origin, ...change(origin) } }
            : page;
        },
      },
    },
  );

const heading = (name: string) => screen.findByRole('heading', { name });

/** What stands beside a name. */
const fact = (name: string) =>
  screen.getByText(name).nextElementSibling!.textContent;

describe('where a value comes from that has no records', () => {
  it('is said in their place: the source, when it was collected, and by which run', async () => {
    await show('release-frequency');
    await heading('Where the value of April 2026 comes from');
    expect(screen.getByText(/keeps no records/)).toBeVisible();
    expect(fact('Source')).toBe('metrics: The Prometheus of the platform');
    expect(fact('Measurements (Day)')).toBe('30');
    expect(fact('Collected last')).toBe(
      '15 May 2026, 00:00 UTC to 15 May 2026, 00:10 UTC',
    );
    expect(fact('Collection run')).toMatch(/^c2b8e7a4-/);
    expect(fact('Found by')).toBe('repository: actions and runner');
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('has the query as it was asked, with its graph for each time', async () => {
    await show('release-frequency');
    await heading('Query');
    expect(screen.getByRole('region', { name: 'Query' })).toHaveTextContent(
      'sum by (repository) (increase(releases_total[86400s]))',
    );
    const times = screen.getByText('Evaluated 30 times');
    expect(screen.getByText(/^Evaluated at 2 Apr/)).not.toBeVisible();
    await userEvent.click(times);
    const [first] = within(times.parentElement!).getAllByRole('listitem');
    expect(first).toBeVisible();
    expect(first).toHaveTextContent(
      /^Evaluated at 2 Apr 2026, 00:00 UTC, for 1 Apr 2026/,
    );
    const link = within(first).getByRole('link', {
      name: /^Graph of Query, 1 Apr 2026/,
    });
    expect(
      new URL(link.getAttribute('href')!).searchParams.get('g0.expr'),
    ).toBe('sum by (repository) (increase(releases_total[86400s]))');
    expect(link).toHaveAttribute('rel', expect.stringContaining('noopener'));
  });

  it('has what is bound to a query of SQL, and that the definition is newer', async () => {
    await show('release-frequency', ({ asked }) => ({
      asked: {
        ...asked,
        definedAt: '2026-05-10T12:00:00.000Z',
        queries: [
          {
            of: 'value',
            language: 'sql',
            text: 'select 1 where day >= :fromDate',
            parameters: [{ name: 'fromDate', value: '2026-04-01' }],
            evaluations: [],
          },
        ],
      },
    }));
    await heading('Query');
    expect(fact(':fromDate')).toBe('2026-04-01');
    expect(screen.getByText(/since 10 May 2026, 12:00 UTC/)).toBeVisible();
    expect(screen.queryByText(/^Evaluated/)).toBeNull();
  });

  it.each(['data:text/html,x', '//prometheus/graph', 'x'])(
    'does not lead to %s',
    async link => {
      await show('release-frequency', ({ asked }) => ({
        asked: {
          queries: asked!.queries.map(query => ({
            ...query,
            evaluations: [{ ...query.evaluations[0], link }],
          })),
        },
      }));
      expect(await screen.findByText(/^Evaluated at 2 Apr/)).toBeVisible();
      expect(screen.queryByRole('link')).toBeNull();
    },
  );

  it('says what is not known, and what is not there', async () => {
    await show('release-frequency', () => ({
      source: { id: 'gone', unknown: true },
      measurements: 0,
      collected: undefined,
      asked: undefined,
    }));
    await heading('Where the value of April 2026 comes from');
    expect(fact('Source')).toBe('gone, which is not configured');
    expect(fact('Measurements (Day)')).toBe('none: nothing was measured');
    expect(fact('Collected last')).toBe('Not known');
    expect(screen.queryByText('Collection run')).toBeNull();
    expect(screen.queryByText('Found by')).toBeNull();
  });

  it('is who sent it, when and by which run, with what it replaced', async () => {
    await show('runner-utilisation');
    expect(await screen.findByText(/are sent to the portal/)).toBeVisible();
    expect(fact('Measurements (Month)')).toBe('1');
    expect(screen.queryByText('Collected last')).toBeNull();
    const rows = within(
      screen.getByRole('table', { name: 'Pushes' }),
    ).getAllByRole('row');
    expect(
      rows.map(row => [...row.children].map(cell => cell.textContent)),
    ).toEqual([
      [
        'Push',
        'Received',
        'Sent by',
        'Source',
        'Run',
        'Decides',
        'Replaced later',
      ],
      ['12', '2 May 2026, 09:12 UTC', 'mona', 'import', '–', '1', '0'],
      [
        '9',
        '1 May 2026, 02:00 UTC',
        'external:ci',
        'ci',
        'https://ci.example.com/runs/1658821493, Opens in a new window',
        '0',
        '1',
      ],
    ]);
    expect(screen.getByRole('link', { name: 'mona' })).toHaveAttribute(
      'href',
      '/catalog/default/user/mona',
    );
    expect(
      screen.getByRole('link', { name: /runs\/1658821493/ }),
    ).toHaveAttribute('href', 'https://ci.example.com/runs/1658821493');
    expect(screen.queryByText(/Nobody knows/)).toBeNull();
  });

  it('says whom the reader may not see, and what nobody knows', async () => {
    await show('runner-utilisation', ({ sent }) => ({
      measurements: 4,
      sent: {
        pushes: [
          {
            ...sent!.pushes[0],
            by: null,
            hidden: true,
            run: 'data:text/html,x',
          },
        ],
        more: 7,
        unknown: 3,
      },
    }));
    expect(await screen.findByText('not shown to you')).toBeVisible();
    expect(screen.getByText('data:text/html,x')).toBeVisible();
    expect(screen.queryByRole('link')).toBeNull();
    expect(screen.getByText('7 older pushes are not listed.')).toBeVisible();
    expect(
      screen.getByText(/^Nobody knows who sent 3 of the measurements/),
    ).toBeVisible();
  });

  it('is told apart from what a source brought', async () => {
    await show('release-frequency', () => ({
      sent: {
        pushes: [
          {
            id: 3,
            receivedAt: '2026-05-02T09:12:00.000Z',
            source: 'ci',
            by: null,
            decided: 2,
            replaced: 0,
          },
        ],
        more: 0,
        unknown: 28,
      },
    }));
    expect(
      await screen.findByText(
        /^28 of the measurements were brought by the source/,
      ),
    ).toBeVisible();
    expect(screen.getByRole('cell', { name: 'Not known' })).toBeVisible();
  });

  it('is said of each KPI that a value is calculated from', async () => {
    await renderInPortal(
      <Records
        scope={scope}
        kpi="availability"
        period="2026-04-01"
        periodType="month"
        value={99.9}
        timeZone="UTC"
      />,
      {
        api: {
          getRecords: async (of, kpi, options): Promise<RecordPage> => ({
            ...sampleRecords(
              of,
              kpi === 'incident-mttr' ? 'runner-utilisation' : kpi,
              options,
            ),
            kpi,
          }),
        },
      },
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Mean time to restore' }),
    );
    await heading(
      'Mean time to restore: where the value of April 2026 comes from',
    );
    expect(screen.getByRole('table', { name: 'Pushes' })).toBeVisible();
  });

  it('is said of a value of which there are 0 records, as somebody sent it', async () => {
    await renderInPortal(
      <Records
        scope={scope}
        kpi="incidents"
        period="2024-11-01"
        periodType="month"
        value={3}
        timeZone="UTC"
      />,
      {
        api: {
          getRecords: async (...request): Promise<RecordPage> => ({
            ...sampleRecords(...request),
            origin: sampleRecords(scope, 'runner-utilisation').origin,
          }),
        },
      },
    );
    await heading('Records of November 2024 (0)');
    expect(screen.getByText('No records in November 2024')).toBeVisible();
    expect(screen.getByRole('table', { name: 'Pushes' })).toBeVisible();
  });
});
