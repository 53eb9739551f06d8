import { screen, within } from '@testing-library/react';
import {
  isKpiNode,
  type ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
// What is loaded when it is needed, before a test waits for it
import '../charts/HistoryChart';
import '../drawer/KpiDrawer';
import { HistoryTable } from '../drawer/HistoryTable';
import { historyRows } from '../drawer/historyRows';
import { actionsScorecard, MockKpiTreeApi } from '../../fixtures';
import { ScorecardView } from '../../screens/tree/ScorecardView';

const mock = new MockKpiTreeApi();
const known = { days: 10, of: 30 };

/** Of April only 10 days are known. */
const getSeries: MockKpiTreeApi['getSeries'] = async (...asked) => {
  const series = await mock.getSeries(...asked);
  return {
    ...series,
    points: series.points.map(point =>
      point.period === '2026-04-01'
        ? { ...point, known, status: 'incomplete', score: null }
        : point,
    ),
  };
};

const scorecard = actionsScorecard();
const mark = (node: ScorecardNode): ScorecardNode =>
  isKpiNode(node) && node.kpi === 'incident-mttr'
    ? { ...node, known, status: 'incomplete', score: null }
    : { ...node, children: node.children.map(mark) };
const incomplete = {
  ...scorecard,
  trees: scorecard.trees.map(each => ({ ...each, root: mark(each.root) })),
};

describe('an incomplete period', () => {
  it('says how many of its days are known, in tree, drawer and chart', async () => {
    await renderInPortal(<ScorecardView scorecard={incomplete} />, {
      search: '?kpi=incident-mttr',
      api: { getSeries },
    });
    expect(
      screen
        .getAllByText('Mean time to restore')[0]
        .closest<HTMLElement>('[role="row"]'),
    ).toHaveTextContent(/Incomplete.*2.86 h.*10 of 30 days/);
    const drawer = await screen.findByRole('dialog', {
      name: 'Mean time to restore',
    });
    expect(within(drawer).getAllByText('Incomplete')[0]).toBeVisible();
    expect(within(drawer).getAllByText('10 of 30 days')[0]).toBeVisible();
    await within(drawer).findByRole('slider');
    expect(within(drawer).getByTestId('incomplete-point')).toBeInTheDocument();
    expect(within(drawer).getByTestId('readout')).toHaveTextContent(
      /April 2026.*Incomplete.*10 of 30 days/,
    );
  });

  it('says it in the table and in what is saved', async () => {
    const series = await getSeries(
      'component:default/actions',
      'incident-mttr',
      {},
    );
    await renderInPortal(<HistoryTable series={series} flags={[]} />);
    expect(
      screen
        .getAllByRole('row')
        .find(row => /^Apr 2026/.test(row.textContent!)),
    ).toHaveTextContent(/Incomplete10 of 30 days/);
    const [header, ...rows] = historyRows(series, []);
    const at = (name: string) => header.indexOf(name);
    expect(
      rows
        .filter(row => row[at('known_days')] !== null)
        .map(row => [
          row[at('period')],
          row[at('status')],
          row[at('known_days')],
          row[at('days')],
        ]),
    ).toEqual([['2026-04-01', 'incomplete', 10, 30]]);
  });
});
