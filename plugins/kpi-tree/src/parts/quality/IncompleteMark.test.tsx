import { fireEvent, screen, within } from '@testing-library/react';
import { ContributionSection } from '../contribution/ContributionSection';
import { historyRows } from '../drawer/historyRows';
import { MemberList } from '../drawer/MemberList';
import {
  MockKpiTreeApi,
  portfolioScorecard,
  sampleSeries,
} from '../../fixtures';
import { heatmapCsv } from '../../screens/heatmap/heatmapCsv';
import { KpiLine } from '../../screens/home/KpiLine';
import { MinePanel } from '../../screens/mine/MinePanel';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import {
  isKpiNode,
  KpiScorecardNode,
  ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

const mock = new MockKpiTreeApi();
const why = '3 rows of the source could not be used';

const leavesOf = (node: ScorecardNode): KpiScorecardNode[] =>
  isKpiNode(node) ? [node] : node.children.flatMap(leavesOf);
const node = leavesOf(portfolioScorecard().trees[0].root).find(
  ({ kpi }) => kpi === 'incident-mttr',
)!;

/** The first of some things lacks rows. */
const first = <T extends object>(items: T[]) =>
  items.map((item, index) =>
    index === 0 ? { ...item, rejectedRows: 3 } : item,
  );

describe('that rows of a value could not be used', () => {
  it('is said of what somebody owns', async () => {
    const getOwned = async () => {
      const page = await mock.getOwned();
      return { ...page, items: first(page.items) };
    };
    await renderInPortal(<MinePanel />, { api: { getOwned } });
    const [item, next] = within(
      await screen.findByRole('list', { name: 'KPIs: Off target' }),
    ).getAllByRole('listitem');
    expect(within(item).getByTitle(why)).toHaveTextContent('rows not used');
    expect(next?.textContent ?? '').not.toContain('rows not used');

    const { items } = await getOwned();
    await renderInPortal(<KpiLine item={items[0]} />);
    expect(screen.getAllByTitle(why)).toHaveLength(2);
  });

  it('is said of members', async () => {
    const getMembers: MockKpiTreeApi['getMembers'] = async (...asked) => {
      const page = await mock.getMembers(...asked);
      return { ...page, items: first(page.items) };
    };
    await renderInPortal(<MemberList scope="all" node={node} />, {
      api: { getMembers },
    });
    const [worst, next] = await screen.findAllByRole('listitem');
    expect(within(worst).getByTitle(why)).toBeVisible();
    expect(next).not.toHaveTextContent('rows not used');
  });

  it('is said of what explains a change', async () => {
    const getContributions: MockKpiTreeApi['getContributions'] = async (
      ...asked
    ) => {
      const answer = await mock.getContributions(...asked);
      const [part, ...others] = answer.parts;
      return {
        ...answer,
        after: { ...answer.after, rejectedRows: 3 },
        parts: [
          { ...part, after: { ...part.after!, rejectedRows: 3 } },
          ...others,
        ],
      };
    };
    await renderInPortal(
      <ContributionSection scope="domain:default/github" node={node} />,
      { api: { getContributions } },
    );
    expect(await screen.findByText(`April 2026: ${why}`)).toBeVisible();
    fireEvent.click(screen.getByRole('radio', { name: 'Table' }));
    const table = screen.getByRole('table');
    expect(
      within(table)
        .getAllByTitle(why)
        .map(mark => mark.closest('tr')!.querySelector('th')!.textContent),
    ).toEqual(['Copilot', 'All']);
  });

  it('is in what is saved', async () => {
    const series = sampleSeries('component:default/actions', 'incident-mttr');
    const [header, ...rows] = historyRows(
      { ...series, points: first(series.points) },
      [],
    );
    const place = header.indexOf('rejected_rows');
    expect(rows.slice(0, 2).map(row => row[place])).toEqual([3, 0]);

    const { columns, rows: services } = await mock.getHeatmap({
      tree: 'it-transformation',
    });
    const [row] = services;
    const titles = {
      service: 'Service',
      system: 'System',
      owner: 'Owner',
      score: 'Score',
      status: 'Status',
      rejectedRows: 'rows not used',
    };
    const [head, body] = heatmapCsv(
      [{ ...row, cells: marked(row.cells) }],
      columns.map((column, cell) => ({ ...column, cell })),
      titles,
    );
    const counts = body.filter((_, i) => /rows not used$/.test(`${head[i]}`));
    expect(counts).toHaveLength(columns.length);
    expect(counts.filter(count => count)).toEqual([3]);
  });
});

/** The first cell that there is lacks rows. */
function marked<T extends object>(cells: (T | null)[]): (T | null)[] {
  const index = cells.findIndex(cell => cell !== null);
  return cells.map((cell, i) =>
    i === index ? { ...cell!, rejectedRows: 3 } : cell,
  );
}
