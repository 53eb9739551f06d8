import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  isKpiNode,
  type ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import {
  actionsScorecard,
  MockKpiTreeApi,
  portfolioScorecard,
} from '../../fixtures';
import { ScorecardView } from '../../screens/tree/ScorecardView';
// What is loaded when it is needed, before a test waits for it
import '../charts/HistoryChart';
import './KpiDrawer';

type Options = Parameters<typeof renderInPortal>[1];

const actions = (options?: Options) =>
  renderInPortal(<ScorecardView scorecard={actionsScorecard()} />, options);

const kpi = (name: string, options?: Options) =>
  actions({ ...options, search: `?kpi=${name}` });

const leavesOf = (node: ScorecardNode): ScorecardNode[] =>
  node.children.length ? node.children.flatMap(leavesOf) : [node];

const drawer = (name = 'Mean time to restore') =>
  screen.findByRole('dialog', { name });
// By text, as working out the accessible names of all rows takes its time
const rowOf = (title: string) =>
  screen.getByText(title).closest<HTMLElement>('[role="row"]')!;
const address = () => screen.getByTestId('address').textContent;

describe('the drawer of a KPI', () => {
  it('opens with Enter, takes the focus and gives it back', async () => {
    await actions();
    const user = userEvent.setup();
    const row = rowOf('Mean time to restore');
    act(() => row.focus());
    await user.keyboard('{Enter}');
    const dialog = await drawer();
    await waitFor(() =>
      expect(dialog.contains(document.activeElement)).toBe(true),
    );
    expect(address()).toBe('/?kpi=incident-mttr');
    await user.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    await waitFor(() => expect(row).toHaveFocus());
    expect(address()).toBe('/');
  });

  it('says how the KPI is measured, and when that was changed', async () => {
    await kpi('incident-mttr');
    const dialog = within(await drawer());
    expect(
      await dialog.findByText(
        'sum of (restored_at - started_at) / number of incidents',
      ),
    ).toBeVisible();
    expect(
      dialog.getByRole('link', { name: /Mean time to restore/ }),
    ).toHaveAttribute('href', '/catalog/default/kpi/incident-mttr');
    expect(
      dialog.getByText(/^Threshold tightened from 5.h to 4.h$/),
    ).toBeVisible();
    expect(await dialog.findByTestId('redefinition')).toBeInTheDocument();
    // In the legend of the chart, and above the list of changes
    expect(dialog.getAllByText('Redefined')).toHaveLength(2);
  });

  it('says in its chart when the service was given another target', async () => {
    const api = new MockKpiTreeApi();
    const getSeries: MockKpiTreeApi['getSeries'] = async (...request) => ({
      ...(await api.getSeries(...request)),
      targetChanges: [
        {
          date: '2026-03-20',
          bound: 'target',
          from: 1.5,
          to: 3,
          effect: 'loosened',
        },
        {
          date: '2026-03-20',
          bound: 'threshold',
          from: null,
          to: 6,
          effect: 'changed',
        },
      ],
    });
    await kpi('incident-mttr', { api: { getSeries } });
    const dialog = within(await drawer());
    expect(await dialog.findAllByTestId('flag-target')).toHaveLength(2);
    expect(dialog.getByText('Target changed')).toBeInTheDocument();
    await userEvent.click(dialog.getByRole('radio', { name: 'Table' }));
    expect(
      await dialog.findByText(/Target loosened from 1.5.h to 3.h/),
    ).toBeVisible();
    expect(dialog.getByText(/Threshold set to 6.h/)).toBeVisible();
  });

  it('says why there is no value where it cannot be evaluated', async () => {
    const scorecard = actionsScorecard();
    const [leaf] = leavesOf(scorecard.trees[0].root);
    Object.assign(leaf, {
      value: null,
      score: null,
      status: 'no-data',
      problem: 'Cannot be evaluated: the sum is beyond 1.8e308',
    });
    await renderInPortal(<ScorecardView scorecard={scorecard} />, {
      search: `?kpi=${leaf.kpi}`,
    });
    const dialog = within(await drawer(leaf.title));
    expect(
      await dialog.findByText('Cannot be evaluated: the sum is beyond 1.8e308'),
    ).toBeVisible();
    expect(dialog.getByText('No value')).toBeVisible();
  });

  it('shows its numbers where the definition may not be read', async () => {
    await kpi('incidents');
    const dialog = within(await drawer('Incidents opened'));
    expect(await dialog.findByRole('slider')).toBeVisible();
    expect(dialog.queryByText('Definition')).toBeNull();
  });

  it('says which part of the history an earlier version computed', async () => {
    const api = new MockKpiTreeApi();
    const getSeries: MockKpiTreeApi['getSeries'] = async (...request) => ({
      ...(await api.getSeries(...request)),
      earlierArithmeticBefore: '2026-03-01',
    });
    await kpi('incident-mttr', { api: { getSeries } });
    expect(
      await within(await drawer()).findByText('Before 1 Mar 2026'),
    ).toBeVisible();
    expect(
      screen.getByText(
        /^Computed by an earlier version: the measurements have/,
      ),
    ).toBeVisible();
  });

  it('opens with a click on the name and closes with its button', async () => {
    await actions();
    const row = rowOf('Incidents opened');
    await userEvent.click(
      within(row).getByRole('button', { name: 'Incidents opened' }),
    );
    await drawer('Incidents opened');
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(row).toHaveFocus());
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('opens from an address, by name or by the id of the node', async () => {
    await kpi('incident-management%2Fincident-mttr');
    expect(await drawer()).toBeInTheDocument();
  });

  it('tells definition, value, target, owner, source and freshness', async () => {
    await kpi('incident-mttr');
    const dialog = await drawer();
    await within(dialog).findByText('github-status');
    const text = dialog.textContent?.replace(/\u00a0/g, ' ');
    expect(text).toContain('How long an incident lasts on average');
    expect(text).toContain('sum(resolved - started) / incidents');
    expect(text).toContain('2.86 h');
    expect(text).toContain('At risk');
    expect(text).toContain('Target ≤ 2 h');
    expect(text).toContain('Threshold ≤ 4 h');
    expect(text).toContain('Score 78');
    expect(text).toContain('May 2026 so far: 2.56 h');
    expect(text).toContain('Day, judged by month');
    expect(text).toContain('Last updated15 May 2026, 00:10 UTC');
    expect(text).toContain('Source complete up to15 May 2026, 00:00 UTC');
    expect(
      within(dialog)
        .getAllByRole('link', { name: 'incident-management' })
        .at(-1),
    ).toHaveAttribute('href', '/catalog/default/group/incident-management');
  });

  it('tells the last known value of a stale KPI', async () => {
    await kpi('release-frequency');
    const dialog = await drawer('Releases');
    expect(dialog).toHaveTextContent('last in January 2026');
    expect(dialog).toHaveTextContent('Stale');
  });
});

describe('the history', () => {
  it('is a figure that the arrow keys read out', async () => {
    await kpi('incident-mttr');
    await drawer();
    const figure = await screen.findByRole('figure', {
      name: 'History of Mean time to restore',
    });
    const slider = within(figure).getByRole('slider');
    const says = () =>
      slider.getAttribute('aria-valuetext')?.replace(/\u00a0/g, ' ');
    expect(says()).toBe(
      'April 2026: 2.86 h, at risk, target ≤ 2 h, threshold ≤ 4 h',
    );
    act(() => slider.focus());
    await userEvent.keyboard('{ArrowRight}');
    expect(says()).toMatch(/^May 2026: 2.56 h, still running/);
    await userEvent.keyboard('{Home}');
    expect(says()).toBe(
      'May 2023: 4.72 h, off target, target ≤ 3 h, threshold ≤ 4 h',
    );
    await userEvent.keyboard('{ArrowLeft}');
    expect(says()).toMatch(/^May 2023/);
    expect(within(figure).getByTestId('readout')).toHaveTextContent('May 2023');
  });

  it('is read out under the pointer', async () => {
    await kpi('incident-mttr');
    const slider = await screen.findByRole('slider');
    fireEvent.pointerMove(slider, { clientX: 0 });
    expect(screen.getByTestId('readout')).toHaveTextContent('May 2023');
    fireEvent.pointerLeave(slider);
    expect(screen.getByTestId('readout')).toHaveTextContent('April 2026');
  });

  it('breaks where nothing was measured and shows the running period apart', async () => {
    await kpi('incident-mttr');
    const slider = await screen.findByRole('slider');
    const line = within(slider).getByTestId('values');
    // Two of the months had no incidents
    expect(line.getAttribute('d')?.match(/M/g)).toHaveLength(3);
    expect(screen.getByTestId('provisional-point')).toBeInTheDocument();
    expect(screen.getByText('Still running')).toBeInTheDocument();
  });

  it('says in words why a period is a signal', async () => {
    const known = new MockKpiTreeApi();
    await kpi('incident-mttr', {
      api: {
        getSeries: async (...args) => {
          const series = await known.getSeries(...args);
          const point = series.assessment!.trend.chart.find(
            ({ period }) => period === '2026-04-01',
          )!;
          Object.assign(point, {
            upper: 2.5,
            rules: ['outside', 'shift'],
            meaning: 'worsening',
          });
          return series;
        },
      },
    });
    const figure = await screen.findByRole('figure', {
      name: 'History of Mean time to restore',
    });
    const words =
      /Worse: above the limit of 2.5.h that chance explains, part of a run on one side of the average of/;
    expect(within(figure).getByRole('slider')).toHaveAttribute(
      'aria-valuetext',
      expect.stringMatching(words),
    );
    // Whoever sees the chart reads the same above it
    expect(within(figure).getByTestId('readout')).toHaveTextContent(words);
    expect(within(figure).getByTestId('signal-worsening')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('radio', { name: 'Table' }));
    expect(
      screen.getByRole('row', { name: /^Apr 2026.*Worse: above the limit/ }),
    ).toBeInTheDocument();
  });

  it('has a flag for each change, with its reason', async () => {
    await kpi('incident-mttr', {
      api: {
        getChanges: async () => ({
          items: [
            {
              date: '2026-03-10',
              reason: 'A second team on call',
              by: 'user:default/jane',
              at: '2026-03-11T00:00:00Z',
            },
          ],
          mayDeclare: false,
        }),
      },
    });
    const figure = await screen.findByRole('figure', {
      name: 'History of Mean time to restore',
    });
    // One more is declared in the definition
    await waitFor(() =>
      expect(within(figure).getAllByTestId('flag-change')).toHaveLength(2),
    );
    const slider = within(figure).getByRole('slider');
    act(() => slider.focus());
    // From April, the last complete month, to March
    await userEvent.keyboard('{ArrowLeft}');
    expect(slider).toHaveAttribute(
      'aria-valuetext',
      expect.stringMatching(
        /Process changed: A second team on call, Action: A runbook for each alert began$/,
      ),
    );
    expect(within(figure).getByTestId('readout')).toHaveTextContent(
      'Process changed: A second team on call',
    );
    expect(
      within(within(figure).getByRole('list', { name: 'Legend' })).getByText(
        'Process changed',
      ),
    ).toBeInTheDocument();
  });

  it('asks once for what chart and list both show', async () => {
    const getChanges = jest.fn(new MockKpiTreeApi().getChanges);
    await kpi('incident-mttr', { api: { getChanges } });
    await screen.findByRole('slider');
    expect(getChanges).toHaveBeenCalledTimes(1);
  });

  it('can be saved as picture and as data', async () => {
    await kpi('incident-mttr');
    await screen.findByRole('slider');
    await userEvent.click(
      screen.getByRole('button', {
        name: 'Save History of Mean time to restore',
      }),
    );
    expect(
      screen.getAllByRole('menuitem').map(item => item.textContent),
    ).toEqual(['Picture (PNG)', 'Picture (SVG)', 'Data (CSV)']);
  });

  it('switches the period, which the address remembers', async () => {
    const getSeries = jest.fn(new MockKpiTreeApi().getSeries);
    await kpi('incident-mttr', { api: { getSeries } });
    const choice = await screen.findByRole('radiogroup', { name: 'Period' });
    expect(within(choice).getByRole('radio', { name: 'Month' })).toBeChecked();
    await userEvent.click(
      within(choice).getByRole('radio', { name: 'Quarter' }),
    );
    await waitFor(() =>
      expect(screen.getByRole('slider')).toHaveAttribute(
        'aria-valuetext',
        expect.stringMatching(/^Q1 2026/),
      ),
    );
    expect(getSeries).toHaveBeenLastCalledWith(
      'component:default/actions',
      'incident-mttr',
      { period: 'quarter', from: '2018-04-01' },
    );
    expect(address()).toBe('/?kpi=incident-mttr&period=quarter');
  });

  it('says why a sum of another period is not judged', async () => {
    await actions({ search: '?kpi=incidents&period=quarter' });
    expect(
      await screen.findByText(
        'The target applies to a month: a quarter is not compared with it.',
      ),
    ).toBeInTheDocument();
  });

  it('is there as a table too', async () => {
    await kpi('incident-mttr');
    await screen.findByRole('slider');
    await userEvent.click(screen.getByRole('radio', { name: 'Table' }));
    const table = screen.getByRole('table', {
      name: 'History of Mean time to restore',
    });
    const texts = within(table)
      .getAllByRole('row')
      .map(r => r.textContent?.replace(/\u00a0/g, ' '));
    expect(texts).toContain('Apr 20262.86 h≤ 2 h≤ 4 h4At risk');
    expect(texts).toContain('Nov 2024–≤ 3 h≤ 4 h–No data');
    expect(texts).toContainEqual(
      expect.stringMatching(
        /^May 20262.56 h≤ 2 h≤ 4 h4Still runningforecast .*; 80 of 100 between .*; .* likely on target$/,
      ),
    );
    // What is to come stands above, with its interval
    expect(texts[1]).toMatch(
      /^[A-Z][a-z]{2} 202\d≈ .* h≤ 2 h––Forecast80 of 100 between/,
    );
    expect(screen.queryByRole('slider')).not.toBeInTheDocument();
  });

  it('offers no other period where there is none', async () => {
    await kpi('incident-median-duration');
    await screen.findByRole('slider');
    expect(
      screen.queryByRole('radiogroup', { name: 'Period' }),
    ).not.toBeInTheDocument();
  });

  it('says that nothing has been measured', async () => {
    await kpi('lead-time-for-changes');
    expect(
      await screen.findByText('Nothing has been measured yet.'),
    ).toBeInTheDocument();
  });

  it('can be asked for again after an error', async () => {
    const getSeries = jest
      .fn(new MockKpiTreeApi().getSeries)
      .mockRejectedValueOnce(new Error('the database is down'));
    await kpi('incident-mttr', { api: { getSeries } });
    const dialog = await drawer();
    await within(dialog).findByText(/The history could not be loaded/);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Try again' }),
    );
    expect(await screen.findByRole('slider')).toBeInTheDocument();
  });
});

describe('the members of a scope', () => {
  const portfolio = (options?: Options) =>
    renderInPortal(<ScorecardView scorecard={portfolioScorecard()} />, {
      search: '?kpi=incident-mttr',
      ...options,
    });

  it('are listed worst first, with links, page by page', async () => {
    const getMembers = jest.fn(new MockKpiTreeApi().getMembers);
    await portfolio({ api: { getMembers } });
    const list = await screen.findByRole('list', {
      name: 'Members, worst first',
    });
    expect(
      await within(list).findByRole('link', { name: 'Copilot' }),
    ).toHaveAttribute('href', '/catalog/default/component/copilot');
    expect(within(list).getAllByRole('listitem')[0]).toHaveTextContent(
      /Copilot.*Off target.*6\.1.h/,
    );
    expect(within(list).getAllByRole('listitem')).toHaveLength(5);
    await userEvent.click(
      screen.getByRole('button', { name: 'Show more (2)' }),
    );
    await waitFor(() =>
      expect(within(list).getAllByRole('listitem')).toHaveLength(7),
    );
    expect(getMembers).toHaveBeenLastCalledWith('incident-mttr', {
      scope: 'all',
      sort: 'score',
      limit: 10,
      cursor: '5',
    });
    expect(
      screen.queryByRole('button', { name: /Show more/ }),
    ).not.toBeInTheDocument();
  });

  it('are those of the day that is looked at', async () => {
    const getMembers = jest.fn(new MockKpiTreeApi().getMembers);
    await portfolio({
      api: { getMembers },
      search: '?kpi=incident-mttr&asOf=2026-03-31',
    });
    const list = await screen.findByRole('list', { name: /^Members/ });
    await within(list).findByRole('link', { name: 'Copilot' });
    expect(getMembers).toHaveBeenLastCalledWith(
      'incident-mttr',
      expect.objectContaining({ asOf: '2026-03-31' }),
    );
  });

  it('are listed where it is not known how many stand how', async () => {
    const scorecard = portfolioScorecard();
    const withoutCounts = (node: ScorecardNode): ScorecardNode =>
      isKpiNode(node)
        ? { ...node, members: undefined }
        : { ...node, children: node.children.map(withoutCounts) };
    await renderInPortal(
      <ScorecardView
        scorecard={{
          ...scorecard,
          trees: scorecard.trees.map(tree => ({
            ...tree,
            root: withoutCounts(tree.root),
          })),
        }}
      />,
      { search: '?kpi=incident-mttr&asOf=2026-03-31' },
    );
    const list = await screen.findByRole('list', { name: /^Members/ });
    expect(
      await within(list).findByRole('link', { name: 'Copilot' }),
    ).toBeInTheDocument();
  });

  it('tell that the value is rolled up', async () => {
    await portfolio();
    expect(await drawer()).toHaveTextContent('Rolled up from 8 of 9 members');
  });

  it('can be asked for again after an error', async () => {
    const getMembers = jest
      .fn(new MockKpiTreeApi().getMembers)
      .mockRejectedValueOnce(new Error('the database is down'));
    await portfolio({ api: { getMembers } });
    await screen.findByText(/The members could not be loaded/);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    const members = screen.getByRole('list', { name: /^Members/ });
    expect(
      await within(members).findByRole('link', { name: 'Copilot' }),
    ).toBeInTheDocument();
  });
});

describe('what the history says', () => {
  const says = async (name: string, title: string) => {
    await kpi(name);
    const verdict = await within(await drawer(title)).findByLabelText(
      'What the history says',
    );
    return verdict.textContent?.replace(/\u00a0/g, ' ');
  };

  it('is whether it gets better, and where it goes, in words', async () => {
    const text = await says('incidents', 'Incidents opened');
    expect(text).toMatch(/^Trend(Improving|Worsening|Stable)/);
    expect(text).toMatch(/Reliability.*target of/);
    expect(text).toMatch(/Outlook.*% likely to be on target in May 2026/);
  });

  it('claims nothing of what was never measured', async () => {
    await kpi('lead-time-for-changes');
    const dialog = await drawer('Lead time for changes');
    expect(within(dialog).queryByLabelText('What the history says')).toBeNull();
  });

  it('stands in the chart: usual range, signals and forecast', async () => {
    await kpi('incident-mttr');
    const figure = within(
      await screen.findByRole('figure', {
        name: 'History of Mean time to restore',
      }),
    );
    expect(figure.getByTestId('limits')).toBeInTheDocument();
    expect(figure.getByTestId('forecast')).toBeInTheDocument();
    expect(figure.getByText('Usual range and mean')).toBeInTheDocument();
    expect(figure.getByText('Forecast')).toBeInTheDocument();
    const slider = figure.getByRole('slider');
    act(() => slider.focus());
    await userEvent.keyboard('{End}');
    expect(slider.getAttribute('aria-valuetext')).toMatch(
      /^\w+ 202[67]: forecast .*80 of 100.*likely on target/,
    );
  });

  it('is of the judged period only', async () => {
    await kpi('incident-mttr');
    await screen.findByTestId('limits');
    const period = screen.getByRole('radiogroup', { name: 'Period' });
    await userEvent.click(
      within(period).getByRole('radio', { name: 'Quarter' }),
    );
    await waitFor(() =>
      expect(screen.queryByTestId('limits')).not.toBeInTheDocument(),
    );
    expect(screen.queryByText('Usual range and mean')).toBeNull();
  });
});
