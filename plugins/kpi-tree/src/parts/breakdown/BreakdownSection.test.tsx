import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  Breakdown,
  KpiScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { actionsScorecard, MockKpiTreeApi } from '../../fixtures';
import { findKpi } from '../nodes/treeRows';
import { BreakdownSection } from './BreakdownSection';

const getBreakdown = jest.fn(new MockKpiTreeApi().getBreakdown);

beforeEach(() => getBreakdown.mockClear());

const breakdowns = [
  { id: 'priority', column: 'priority' },
  { id: 'region', column: 'region' },
];

const spec = { breakdowns, source: { id: 'incidents' } };

const show = (
  kpi: string,
  search = '',
  change: Partial<Breakdown> = {},
  without: { breakdowns?: undefined; source?: undefined } = {},
) => {
  const node = {
    ...findKpi(actionsScorecard().trees[0].root, 'incident-mttr')!,
    kpi,
  } as KpiScorecardNode;
  return renderInPortal(
    <BreakdownSection
      scope="component:default/actions"
      node={node}
      spec={{ ...spec, ...without }}
      timeZone="UTC"
    />,
    {
      api: {
        getBreakdown: async (...asked) => ({
          ...(await getBreakdown(...asked)),
          ...change,
        }),
      },
      search,
    },
  );
};

const address = () => screen.getByTestId('address').textContent;

describe('a KPI by class', () => {
  it('stacks what adds up, and says which class made the change', async () => {
    await show('incidents');
    const figure = await screen.findByRole('figure', {
      name: 'Incidents opened by priority',
    });
    const column = within(figure).getByTestId('column 2026-04-01');
    expect(
      [...column.children].map(part => part.getAttribute('title')),
    ).toEqual([
      '1 - critical, Apr 2026: 2',
      '2 - high, Apr 2026: 1.2',
      '(blank), Apr 2026: 0.6',
      'other (3), Apr 2026: 0.2',
    ]);
    const table = screen.getByRole('table', {
      name: 'Which class made the change from Mar 2026 to Apr 2026',
    });
    expect(
      within(table)
        .getAllByRole('row')
        .map(row => row.textContent),
    ).toEqual([
      'ClassMar 2026Apr 2026Share of the change',
      '1 - critical3.52−1.5',
      '2 - high2.11.2−0.9',
      '(blank)1.050.6−0.45',
      'other (3)0.350.2−0.15',
      'All74−3',
    ]);
  });

  it('shows what does not add up in a history each', async () => {
    await show('incident-mttr');
    const list = await screen.findByRole('list', {
      name: 'Mean time to restore by priority',
    });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      expect.stringMatching(/^1 - criticalApr 2026: [\d.]+\sh50%$/),
      expect.stringMatching(/^2 - highApr 2026: [\d.]+\sh30%$/),
      expect.stringMatching(/^\(blank\)Apr 2026: [\d.]+\sh15%$/),
      expect.stringMatching(/^other \(3\)Apr 2026: [\d.]+\sh5%$/),
    ]);
    expect(screen.queryByRole('figure')).toBeNull();
  });

  it('is a table, too', async () => {
    await show('incidents');
    await userEvent.click(await screen.findByRole('radio', { name: 'Table' }));
    const table = screen.getByRole('table', {
      name: 'Incidents opened by priority',
    });
    const [head, newest] = within(table).getAllByRole('row');
    expect(head.textContent).toBe(
      'Period1 - critical2 - high(blank)other (3)All',
    );
    expect(newest.textContent).toBe('Apr 202621.20.60.24');
  });

  it('keeps the choice in the address', async () => {
    await show('incidents', '?breakdown=region');
    expect(
      await screen.findByRole('heading', { name: 'By region' }),
    ).toBeVisible();
    expect(getBreakdown).toHaveBeenLastCalledWith(
      'component:default/actions',
      'incidents',
      { by: 'region' },
    );
    await userEvent.click(screen.getByRole('radio', { name: 'priority' }));
    expect(address()).toBe('/');
    await userEvent.click(screen.getByRole('radio', { name: 'region' }));
    expect(address()).toBe('/?breakdown=region');
  });

  it('is that of a past day', async () => {
    await show('incidents', '?asOf=2026-04-15');
    await screen.findByRole('figure');
    expect(getBreakdown).toHaveBeenLastCalledWith(
      'component:default/actions',
      'incidents',
      { by: 'priority', to: '2026-04-15', after: '2026-04-01' },
    );
  });

  it('says what is unknown, and why there are no shares', async () => {
    const { change } = await getBreakdown('all', 'incidents');
    await show('incidents', '', {
      classes: [{ kind: 'unknown', values: [], share: 1 }],
      change: { ...change, limit: 'aggregation' },
    });
    expect(
      await screen.findByText(/the source does not say which class/),
    ).toBeVisible();
    expect(screen.getByText(/do not add up to that of the KPI/)).toBeVisible();
    expect(screen.queryByText('Share of the change')).toBeNull();
  });

  it('is that of another column of its records', async () => {
    await show('incidents');
    const columns = await screen.findByRole('combobox', {
      name: 'Another column',
    });
    await userEvent.selectOptions(columns, 'cause');
    expect(address()).toBe('/?column=cause');
    expect(
      await screen.findByRole('figure', { name: 'Incidents opened by cause' }),
    ).toBeVisible();
    expect(getBreakdown).toHaveBeenLastCalledWith(
      'component:default/actions',
      'incidents',
      { column: 'cause' },
    );
    expect(screen.getByText(/^Records as of .*2026/)).toBeVisible();
    await userEvent.click(screen.getByRole('radio', { name: 'region' }));
    expect(address()).toBe('/?breakdown=region');
    await userEvent.selectOptions(columns, 'team');
    await userEvent.selectOptions(columns, 'none');
    expect(address()).toBe('/?breakdown=region');
  });

  it('waits for a column where the KPI names none', async () => {
    await show('incidents', '', {}, { breakdowns: undefined });
    const columns = await screen.findByRole('combobox', {
      name: 'Another column',
    });
    expect(screen.getByRole('heading', { name: 'By class' })).toBeVisible();
    expect(getBreakdown).not.toHaveBeenCalled();
    await userEvent.selectOptions(columns, 'team');
    expect(
      await screen.findByRole('figure', { name: 'Incidents opened by team' }),
    ).toBeVisible();
  });

  it('is nothing where there are neither columns nor breakdowns', async () => {
    await show(
      'incidents',
      '',
      {},
      { breakdowns: undefined, source: undefined },
    );
    expect(screen.queryByRole('heading')).toBeNull();
  });

  it('says of which periods no records are kept', async () => {
    const { periods, change } = await getBreakdown('all', 'incidents');
    await show('incidents', '?column=team', {
      periods: periods.map((one, index) =>
        index < 2 ? { ...one, notKept: true } : one,
      ),
      change: { ...change, limit: 'not-kept' },
    });
    expect(
      await screen.findByText(
        /The records of these periods are not kept.*: May 2023, Jun 2023\./,
      ),
    ).toBeVisible();
    expect(
      screen.getByText(/The records of one of the two periods are not kept/),
    ).toBeVisible();
  });
});
