import {
  isKpiNode,
  type KpiTreeDefinition,
  type ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { actionsScorecard, portfolioScorecard } from '../../fixtures';
import { ScorecardView } from './ScorecardView';

const tree = () => screen.getByLabelText('KPI tree');
// By text, as working out the accessible names of all rows takes its time
const queryRow = (name: string) =>
  within(tree()).queryByText(name)?.closest<HTMLElement>('[role="row"]');
const row = (name: string) => {
  const found = queryRow(name);
  if (!found) {
    throw new Error(`there is no row ${name}`);
  }
  return found;
};
const address = () => screen.getByTestId('address').textContent;

const actions = (options?: Parameters<typeof renderInPortal>[1]) =>
  renderInPortal(<ScorecardView scorecard={actionsScorecard()} />, options);

describe('the summary', () => {
  it('says how the score of the tree went', async () => {
    await actions();
    expect(
      await screen.findByText('55 in Jan 2026, 71 in Apr 2026'),
    ).toBeInTheDocument();
  });
});

describe('an entity that took over the history of another', () => {
  it('says what it was, and until when', async () => {
    await renderInPortal(
      <ScorecardView
        scorecard={{
          ...actionsScorecard(),
          formerly: [
            {
              entityRef: 'component:default/builds',
              at: '2026-03-16T08:00:00.000Z',
            },
          ],
        }}
      />,
    );
    expect(
      await screen.findByText('until 16 Mar 2026 component:default/builds'),
    ).toBeVisible();
  });
});

describe('the tree table', () => {
  it('says where each row stands in the tree', async () => {
    await actions();
    expect(screen.getByRole('treegrid', { name: 'KPI tree' })).toBe(tree());
    expect(
      within(tree()).getByRole('row', {
        name: /^Mean time to restore At risk/,
      }),
    ).toBe(row('Mean time to restore'));
    expect(row('IT Transformation')).toHaveAttribute('aria-level', '1');
    const csf = row('Fast flow of changes');
    expect(csf).toHaveAttribute('aria-level', '2');
    expect(csf).toHaveAttribute('aria-posinset', '2');
    expect(csf).toHaveAttribute('aria-setsize', '3');
    expect(csf).toHaveAttribute('aria-expanded', 'true');
    const kpi = row('Mean time to restore');
    expect(kpi).toHaveAttribute('aria-level', '5');
    expect(kpi).not.toHaveAttribute('aria-expanded');
  });

  it('shows of a KPI status, value, target, score, period and owner', async () => {
    await actions();
    const cells = within(row('Mean time to restore'))
      .getAllByRole('gridcell')
      .map(cell => cell.textContent?.replace(/\u00a0/g, ' '));
    expect(cells).toEqual([
      'Mean time to restore',
      // On a narrow screen the trend stands beside the status
      'At riskStable',
      '2.86 h A',
      '≤ 2 h',
      '78',
      '',
      'Stable',
      'Apr 2026',
      'incident-management',
      '',
    ]);
    expect(
      within(row('Mean time to restore')).getByRole('link', {
        name: 'incident-management',
      }),
    ).toHaveAttribute('href', '/catalog/default/group/incident-management');
  });

  it('shows the last known value of a stale KPI with its period', async () => {
    await actions();
    expect(row('Releases')).toHaveTextContent(/Stale.*3.*last in Jan 2026/);
  });

  it('says that rows of a value could not be used, and why in the drawer', async () => {
    const scorecard = actionsScorecard();
    const mark = (node: ScorecardNode): ScorecardNode =>
      isKpiNode(node) && node.kpi === 'incident-mttr'
        ? { ...node, rejectedRows: 3 }
        : { ...node, children: node.children.map(mark) };
    await renderInPortal(
      <ScorecardView
        scorecard={{
          ...scorecard,
          trees: scorecard.trees.map(each => ({
            ...each,
            root: mark(each.root),
          })),
        }}
      />,
      { search: '?kpi=incident-mttr' },
    );
    expect(row('Mean time to restore')).toHaveTextContent(
      /2.86 h.*rows not used/,
    );
    expect(
      await screen.findByText('3 rows of the source could not be used'),
    ).toBeVisible();
  });

  it('shows what is not measured, and why', async () => {
    await actions();
    expect(row('Request to Fulfill')).toHaveTextContent(
      'Nothing measured here yet',
    );
    expect(row('change-failure-rate')).toHaveTextContent(
      'The Kpi change-failure-rate is missing or has mistakes',
    );
    expect(row('Fast flow of changes')).toHaveTextContent('No data');
  });

  it('draws gaps as gaps', async () => {
    await actions();
    const line = row('Mean time to restore').querySelector(
      'path[data-testid="spark"]',
    );
    // One month without incidents lies within the last 24
    expect(line?.getAttribute('d')?.match(/M/g)).toHaveLength(2);
  });

  it('has one row in the tab order and moves with the arrow keys', async () => {
    await actions();
    const user = userEvent.setup();
    const root = row('IT Transformation');
    act(() => root.focus());
    expect(
      within(tree())
        .getAllByRole('row')
        .filter(r => r.tabIndex === 0),
    ).toEqual([root]);
    await user.keyboard('{ArrowDown}');
    expect(row('Dependable services')).toHaveFocus();
    await user.keyboard('{ArrowRight}');
    expect(row('Detect to Correct')).toHaveFocus();
    await user.keyboard('{ArrowUp}');
    expect(row('Dependable services')).toHaveFocus();
    await user.keyboard('{End}');
    expect(row('Request to Fulfill')).toHaveFocus();
    await user.keyboard('{ArrowLeft}');
    expect(row('Services that are easy to order')).toHaveFocus();
    await user.keyboard('{Home}');
    expect(root).toHaveFocus();
    expect(root.tabIndex).toBe(0);
  });

  it('goes by pages, and unfolds all that are beside a row', async () => {
    await actions({ search: '?folded=dependable-services,fast-flow' });
    const user = userEvent.setup();
    expect(tree()).toHaveAttribute('aria-rowcount', '6');
    const root = row('IT Transformation');
    expect(root).toHaveAttribute('aria-rowindex', '2');
    act(() => root.focus());
    await user.keyboard('{PageDown}');
    expect(row('Request to Fulfill')).toHaveFocus();
    await user.keyboard('{PageUp}');
    expect(root).toHaveFocus();
    await user.keyboard('{ArrowDown}*');
    expect(row('Detect to Correct')).toBeInTheDocument();
    expect(row('Requirement to Deploy')).toBeInTheDocument();
    expect(address()).toBe('/');
    expect(row('Dependable services')).toHaveFocus();
  });

  it('folds and unfolds with the keys, and the address remembers it', async () => {
    await actions();
    const user = userEvent.setup();
    act(() => row('Dependable services').focus());
    await user.keyboard('{ArrowLeft}');
    expect(row('Dependable services')).toHaveAttribute(
      'aria-expanded',
      'false',
    );
    expect(queryRow('Detect to Correct')).toBeUndefined();
    expect(address()).toBe('/?folded=dependable-services');
    await user.keyboard('{ArrowRight}');
    expect(row('Detect to Correct')).toBeInTheDocument();
    expect(row('Dependable services')).toHaveFocus();
    expect(address()).toBe('/');
  });

  it('folds with a click', async () => {
    await actions();
    await userEvent.click(screen.getByText('Incident management'));
    expect(queryRow('Mean time to restore')).toBeUndefined();
  });

  it('lets a link inside a row be followed with Enter', async () => {
    await actions();
    const link = within(row('Mean time to restore')).getByRole('link', {
      name: 'incident-management',
    });
    act(() => link.focus());
    await userEvent.keyboard('{Enter}');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('can show only what needs attention', async () => {
    await actions();
    await userEvent.click(
      screen.getByRole('radio', { name: 'Needs attention (4)' }),
    );
    expect(row('Mean time to restore')).toBeInTheDocument();
    expect(queryRow('Median time to restore')).toBeUndefined();
    expect(queryRow('Request to Fulfill')).toBeUndefined();
    expect(row('Dependable services')).toHaveAttribute('aria-setsize', '2');
    expect(address()).toBe('/?status=attention');
  });
});

describe('a tree that is compared', () => {
  const compared = () => {
    const scorecard = actionsScorecard();
    const visit = (node: ScorecardNode) => {
      node.children.forEach(visit);
      node.before = {
        score: node.score === null ? null : node.score - 5,
        status: 'at-risk',
        coverage: 1,
        ...(isKpiNode(node)
          ? {
              period: '2026-01-01',
              value: node.value === null ? null : node.value + 1,
            }
          : {}),
      };
    };
    visit(scorecard.trees[0].root);
    return { ...scorecard, compare: '2026-01-31' };
  };
  const says = (name: string) =>
    within(row(name))
      .getAllByRole('gridcell')
      .map(cell => cell.textContent?.replace(/\u00a0/g, ' '))[5];

  it('says how each node stood, and whether that is better or worse', async () => {
    await renderInPortal(<ScorecardView scorecard={compared()} />);
    expect(
      screen.getByRole('columnheader', { name: 'On 31 Jan 2026' }),
    ).toBeInTheDocument();
    // Less time to restore is better; the score of the tree went up
    expect(says('Mean time to restore')).toBe('3.86 h before−1 h, better');
    expect(says('IT Transformation')).toBe('Score 77 before+5 points, better');
    // More availability would be better
    expect(says('Availability')).toMatch(/before−1 points, worse$/);
    expect(
      row('Availability').querySelector(
        'svg path[d="M-5 -5 L4 4 M-2 5 H5 V-2"]',
      ),
    ).toBeInTheDocument();
  });

  it.each(['incomplete', 'stale'] as const)(
    'says of no change whether it is better where a value is %s',
    async status => {
      for (const isNow of [true, false]) {
        const scorecard = compared();
        const visit = (node: ScorecardNode) => {
          node.children.forEach(visit);
          if (isKpiNode(node) && node.kpi === 'incident-mttr') {
            (isNow ? node : node.before!).status = status;
          }
        };
        visit(scorecard.trees[0].root);
        const { unmount } = await renderInPortal(
          <ScorecardView scorecard={scorecard} />,
        );
        expect(says('Mean time to restore')).toBe('3.86 h before');
        unmount();
      }
    },
  );

  it('says nothing of another day where it is not compared', async () => {
    await actions();
    expect(
      screen.queryByRole('columnheader', { name: /^On / }),
    ).not.toBeInTheDocument();
  });
});

describe('a scorecard', () => {
  it('says how the tree stands and how its KPIs do', async () => {
    await actions();
    expect(
      screen.getByRole('img', { name: 'Score 82 of 100' }),
    ).toBeInTheDocument();
    expect(
      within(screen.getByRole('list', { name: 'KPIs by status' }))
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      '1 off target',
      '1 at risk',
      '1 stale',
      '1 no data',
      '1 no target',
      '3 on target',
    ]);
  });

  it('says what is to be fixed and where', async () => {
    await actions();
    const problems = screen.getByRole('region', { name: 'Problems' });
    expect(problems).toHaveTextContent(
      'annotation kpi-tree.io/target.incident-mttr is "fast"',
    );
    expect(
      within(problems).getByRole('link', {
        name: 'https://example.com/catalog/actions.yaml',
      }),
    ).toBeInTheDocument();
  });

  it('tells rolled up values and how the members stand', async () => {
    await renderInPortal(<ScorecardView scorecard={portfolioScorecard()} />);
    expect(row('Mean time to restore')).toHaveTextContent('rolled up from 8');
    expect(row('Mean time to restore')).toHaveTextContent('5 of 9 on target');
    // With a branch, by their own score of it
    expect(row('Detect to Correct')).toHaveTextContent('5 of 9 on target');
    // Medians cannot be rolled up: this one is measured for the scope itself
    expect(row('Median time to restore')).not.toHaveTextContent('rolled up');
  });

  it('lets one choose among several trees', async () => {
    await renderInPortal(<ScorecardView scorecard={portfolioScorecard()} />);
    const user = userEvent.setup();
    await user.click(screen.getByLabelText(/Tree/));
    await user.click(screen.getByRole('option', { name: 'Cost of IT' }));
    expect(row('Cost of IT')).toBeInTheDocument();
    expect(address()).toBe('/?tree=cost');
  });

  it('says what to do where there is no tree', async () => {
    await renderInPortal(
      <ScorecardView scorecard={{ ...actionsScorecard(), trees: [] }} />,
    );
    expect(screen.getByText('No KPI tree is attached yet')).toBeInTheDocument();
    await waitFor(() =>
      expect(document.body).toHaveTextContent(
        'kpi-tree.io/tree: it-transformation',
      ),
    );
    expect(screen.getByRole('region', { name: 'Problems' })).toBeVisible();
  });

  it('offers the trees that there are', async () => {
    const named = (name: string) => ({ name } as KpiTreeDefinition);
    await renderInPortal(
      <ScorecardView
        scorecard={{
          ...portfolioScorecard(),
          scope: 'domain:default/github',
          trees: [],
        }}
      />,
      {
        api: {
          getTrees: async () => ({ items: [named('cost'), named('flow')] }),
        },
      },
    );
    await screen.findByText(/Available trees: cost, flow\./);
    expect(document.body).toHaveTextContent(
      'the YAML file of a member of this domain, or of the domain itself',
    );
    await waitFor(() =>
      expect(document.body).toHaveTextContent('kpi-tree.io/tree: cost'),
    );
  });

  it('says that nothing needs attention', async () => {
    const { trees, ...scorecard } = actionsScorecard();
    const calm = { ...trees[0].root, children: [] };
    await renderInPortal(
      <ScorecardView
        scorecard={{ ...scorecard, trees: [{ ...trees[0], root: calm }] }}
      />,
      { search: '?status=attention' },
    );
    expect(
      screen.getByText(/everything that is measured is on target/),
    ).toBeInTheDocument();
  });

  it('says if the address names a KPI that is not there', async () => {
    await actions({ search: '?kpi=nope' });
    expect(
      screen.getByText('There is no KPI nope in this tree.'),
    ).toBeInTheDocument();
  });
});
