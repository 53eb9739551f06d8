import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { NotAllowedError } from '@backstage/errors';
import type { RecordPage } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { deferred, renderInPortal } from '../../__testUtils__/renderInPortal';
import { MockKpiTreeApi, sampleRecords } from '../../fixtures';
import { Records } from './Records';

const scope = 'component:default/actions';

type Options = {
  kpi?: string;
  scope?: string;
  period?: string;
  value?: number | null;
  allowed?: boolean;
  getRecords?: MockKpiTreeApi['getRecords'];
};

const show = ({ allowed, getRecords, ...props }: Options = {}) =>
  renderInPortal(
    <Records
      scope={scope}
      kpi="incident-mttr"
      period="2026-04-01"
      periodType="month"
      value={2.86}
      timeZone="UTC"
      {...props}
    />,
    { allowed, ...(getRecords ? { api: { getRecords } } : {}) },
  );

/** What the backend answers, with something else of it. */
const answers = (change: (page: RecordPage) => Partial<RecordPage>) =>
  jest.fn(async (...request: Parameters<MockKpiTreeApi['getRecords']>) => {
    const page = sampleRecords(...request);
    return { ...page, ...change(page) };
  });

const plain = (text: string | null) => text?.replace(/[\u00a0\u202f]/g, ' ');

const heading = (name: string) => screen.findByRole('heading', { name });

const cells = (row: HTMLElement) =>
  [...row.children].map(cell => plain(cell.textContent));

const rows = () =>
  within(screen.getByRole('table')).getAllByRole('row').map(cells);

const first = (row: number) => rows()[row][0];

describe('the records behind a value', () => {
  it('are listed with what each adds, its share and its address, the worst first', async () => {
    await show();
    await heading('Records of April 2026 (4)');
    expect(rows()).toEqual([
      ['number', 'Adds', 'Share', 'assigned to', 'started', 'resolved'],
      [
        'INC-2026-04-1, Opens in a new window',
        '4.58 h',
        '40%',
        'Mona',
        '3 Apr 2026, 08:00 UTC',
        '3 Apr 2026, 09:30 UTC',
      ],
      expect.arrayContaining(['3.43 h', '30%']),
      expect.arrayContaining(['2.29 h', '20%']),
    ]);
    const link = screen.getByRole('link', { name: /^INC-2026-04-1,/ });
    expect(link).toHaveAttribute(
      'href',
      'https://desk.example.com/incidents/INC-2026-04-1',
    );
    expect(link).toHaveAttribute('target', '_blank');
    expect(link).toHaveAttribute('rel', expect.stringContaining('noopener'));
    expect(
      screen.getByText('Records as of 15 May 2026, 00:00 UTC'),
    ).toBeInTheDocument();
    expect(screen.queryByText(/value shown is/)).toBeNull();
  });

  it('go on where the page ends, with their place where they have no address', async () => {
    const getRecords = jest.fn(new MockKpiTreeApi().getRecords);
    await show({ getRecords });
    await heading('Records of April 2026 (4)');
    await userEvent.click(
      screen.getByRole('button', { name: 'Show more (1)' }),
    );
    await waitFor(() => expect(rows()).toHaveLength(5));
    expect(first(4)).toBe('INC-2026-04-4incidents.csv line 5');
    expect(getRecords).toHaveBeenLastCalledWith(
      scope,
      'incident-mttr',
      expect.objectContaining({ period: '2026-04-01', cursor: '3' }),
    );
    expect(screen.queryByRole('button', { name: /Show more/ })).toBeNull();
  });

  it('are sorted by the heading of a column that is pressed, and back', async () => {
    await show();
    await heading('Records of April 2026 (4)');
    const header = (name: string) => screen.getByRole('columnheader', { name });
    expect(header('number')).not.toHaveAttribute('aria-sort');
    const press = (name: string) =>
      userEvent.click(within(header(name)).getByRole('button'));
    await press('started');
    await waitFor(() => expect(first(1)).toMatch(/^INC-2026-04-4/));
    expect(header('started')).toHaveAttribute('aria-sort', 'descending');
    await press('started');
    await waitFor(() => expect(first(1)).toMatch(/^INC-2026-04-1/));
    expect(header('started')).toHaveAttribute('aria-sort', 'ascending');
    // With the keyboard as well
    within(header('Adds')).getByRole('button').focus();
    await userEvent.keyboard('{Enter}{Enter}');
    await waitFor(() => expect(first(1)).toMatch(/^INC-2026-04-4/));
    expect(header('Adds')).toHaveAttribute('aria-sort', 'ascending');
    expect(header('started')).not.toHaveAttribute('aria-sort');
    expect(within(header('Share')).queryByRole('button')).toBeNull();
  });

  it('name their entities where they are of several', async () => {
    await show({ scope: 'domain:default/github' });
    await heading('Records of April 2026 (4)');
    expect(rows()[0]).toContain('Entity');
    expect(screen.getAllByRole('link', { name: 'copilot' })[0]).toHaveAttribute(
      'href',
      '/catalog/default/component/copilot',
    );
  });

  it('have no shares where these do not make the value', async () => {
    await show({
      getRecords: answers(() => ({ fold: 'downtime', unit: '%' })),
    });
    await heading('Records of April 2026 (4)');
    expect(rows()[0]).not.toContain('Share');
    // What they add is minutes, whatever the unit of the KPI
    expect(rows()[1][1]).toBe('4.58 min');
  });

  it('hide personal data from whoever may not see it, and say so', async () => {
    await show({
      allowed: false,
      getRecords: answers(({ items }) => ({
        items: items.map(item => ({
          ...item,
          cells: item.cells.map((cell, index) => (index === 1 ? null : cell)),
        })),
      })),
    });
    await heading('Records of April 2026 (4)');
    expect(screen.getAllByText('not shown to you')).toHaveLength(3);
    const header = screen.getByRole('columnheader', { name: 'assigned to' });
    expect(within(header).queryByRole('button')).toBeNull();
  });

  it.each(['data:text/html,x', 'ftp://desk.example.com/1', '//desk', 'x'])(
    'do not lead to %s',
    async link => {
      await show({
        getRecords: answers(({ items }) => ({
          items: items.map(item => ({ ...item, link })),
        })),
      });
      await heading('Records of April 2026 (4)');
      expect(screen.queryByRole('link')).toBeNull();
      expect(first(1)).toBe('INC-2026-04-1incidents.csv line 2');
    },
  );

  it('show what cannot be read as an instant or a number as it is', async () => {
    await show({
      getRecords: answers(({ items: [item] }) => ({
        columns: [
          { name: 'number', type: 'text' },
          { name: 'opened', type: 'instant' },
          { name: 'cost', type: 'number' },
          { name: 'minutes', type: 'number' },
        ],
        items: [
          { ...item, cells: [null, '03.04.2026 08:00', '1,5 EUR', '1234.5'] },
        ],
      })),
    });
    await heading('Records of April 2026 (4)');
    expect(rows()[1].slice(-3)).toEqual([
      '03.04.2026 08:00',
      '1,5 EUR',
      '1,234.5',
    ]);
    expect(first(1)).toMatch(/^incidents.csv line 2/);
  });

  it('say if they come to another value than the one that is shown', async () => {
    await show({ kpi: 'incidents', value: 5 });
    expect(
      await screen.findByText(/The records come to 4, the value shown is 5\./),
    ).toBeInTheDocument();
  });

  it.each<[string, Options]>([
    ['the value differs by rounding only', { value: 2.8600000001 }],
    ['there is no value', { value: null }],
    [
      'some may not be shown',
      { value: 5, getRecords: answers(() => ({ partial: true })) },
    ],
    [
      'the value is not made of their sum',
      { value: 5, getRecords: answers(() => ({ fold: 'median' })) },
    ],
  ])('claim no difference where %s', async (_, options) => {
    await show(options);
    await heading('Records of April 2026 (4)');
    expect(screen.queryByText(/value shown is/)).toBeNull();
  });

  it('are none in a calm month', async () => {
    await show({ kpi: 'incidents', period: '2024-11-01', value: 0 });
    await heading('Records of November 2024 (0)');
    expect(screen.getByText('No records in November 2024')).toBeVisible();
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('are those of the KPIs from which a value is calculated', async () => {
    await show({ kpi: 'availability', value: 99.9 });
    await screen.findByText(/calculated from other KPIs/);
    const operand = await screen.findByRole('button', {
      name: 'Mean time to restore',
    });
    expect(operand).toHaveAttribute('aria-expanded', 'false');
    await userEvent.click(operand);
    await heading('Mean time to restore: records of April 2026 (4)');
    expect(first(1)).toMatch(/^INC-2026-04-1/);
    await userEvent.click(operand);
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('name the permission that they need', async () => {
    await show({
      getRecords: async () => {
        throw new NotAllowedError('needs it');
      },
    });
    expect(
      await screen.findByText(/the permission kpi-tree\.record\.read\./),
    ).toBeVisible();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('can be asked for again after an error, and are loaded before', async () => {
    const { promise, resolve } = deferred<void>();
    const getRecords = jest
      .fn(async (...request: Parameters<MockKpiTreeApi['getRecords']>) => {
        await promise;
        return sampleRecords(...request);
      })
      .mockRejectedValueOnce(new Error('the database is down'));
    await show({ getRecords });
    await screen.findByText(/The records could not be loaded/);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('status', { name: 'Loading the records' }),
    ).toBeInTheDocument();
    resolve();
    expect(await heading('Records of April 2026 (4)')).toBeVisible();
  });
});
