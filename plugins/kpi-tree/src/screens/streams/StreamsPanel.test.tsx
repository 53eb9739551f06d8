import type {
  KpiDefinition,
  ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { MockKpiTreeApi, portfolioScorecard, sampleKpis } from '../../fixtures';
import { StreamsPanel } from './StreamsPanel';

type Options = Parameters<typeof renderInPortal>[1];

const panel = (options?: Options) =>
  renderInPortal(<StreamsPanel />, {
    ...options,
    api: {
      getKpis: async () => ({
        items: sampleKpis.map(
          ({ name, spec }) =>
            ({
              name,
              spec: {
                aggregate: {
                  overTime: spec.overTime,
                  overEntities: spec.overTime,
                },
              },
            } as KpiDefinition),
        ),
      }),
      ...options?.api,
    },
  });
const dashboard = (name: string) => screen.findByRole('article', { name });
const address = () => screen.getByTestId('address').textContent;
const plain = (element: Element) =>
  element.textContent?.replace(/\u00a0/g, ' ');

describe('the value streams', () => {
  it('opens with the first and leads to the others', async () => {
    await panel();
    await dashboard('Detect to Correct');
    const list = screen.getByRole('navigation', {
      name: 'Value streams and goals',
    });
    const links = within(list).getAllByRole('link');
    expect(links.map(link => link.textContent)).toEqual([
      expect.stringMatching(/^Detect to Correct \d+$/),
      'Requirement to Deploy no score',
      'Request to Fulfill no score',
    ]);
    expect(links[0]).toHaveAttribute('aria-current', 'page');
    links[1].focus();
    await userEvent.keyboard('{Enter}');
    await dashboard('Requirement to Deploy');
    expect(address()).toBe('/?stream=requirement-to-deploy');
  });

  it('says how the stream stands, went and who answers for it', async () => {
    await panel();
    const stream = await dashboard('Detect to Correct');
    expect(
      within(stream).getByRole('img', { name: /^Score \d+ of 100$/ }),
    ).toBeInTheDocument();
    expect(
      within(stream).getByRole('link', { name: 'operations' }),
    ).toHaveAttribute('href', '/catalog/default/group/operations');
    expect(
      await within(stream).findByText('55 in Jan 2026, 71 in Apr 2026'),
    ).toBeInTheDocument();
  });

  it('draws each KPI of a process, and opens it', async () => {
    await panel();
    const process = await screen.findByRole('region', {
      name: 'Incident management',
    });
    expect(
      within(process)
        .getAllByRole('button')
        .map(chart => chart.textContent),
    ).toEqual([
      expect.stringMatching(/^Mean time to restore/),
      expect.stringMatching(/^Incidents opened/),
      expect.stringMatching(/^Median time to restore/),
      expect.stringMatching(/^Time between incidents/),
    ]);
    await userEvent.click(
      within(process).getByRole('button', { name: /^Incidents opened/ }),
    );
    expect(address()).toBe('/?tab=streams&kpi=incident-management%2Fincidents');
  });

  it('tells what needs attention, the worst first', async () => {
    await panel();
    const attention = await screen.findByRole('region', {
      name: 'Needs attention first',
    });
    expect(
      within(attention)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      expect.stringMatching(/^Incidents opened.*Off target/),
      expect.stringMatching(/^Mean time to restore.*At risk/),
    ]);
  });

  it('tells the worst services, and leads to their tabs', async () => {
    const getHeatmap = jest.fn(new MockKpiTreeApi().getHeatmap);
    await panel({ api: { getHeatmap } });
    const worst = await screen.findByRole('list', { name: 'Worst services' });
    const [first] = within(worst).getAllByRole('link');
    expect(first.getAttribute('href')).toMatch(
      /^\/catalog\/default\/component\/[^/]+\/kpi-tree\?tree=it-transformation$/,
    );
    expect(getHeatmap).toHaveBeenCalledWith(
      expect.objectContaining({
        node: 'detect-to-correct',
        sort: 'score',
        limit: 7,
      }),
    );
    expect(
      screen.getByRole('link', { name: 'All services in the heatmap' }),
    ).toHaveAttribute(
      'href',
      expect.stringContaining('tab=heatmap&streams=detect-to-correct'),
    );
  });

  it('says in words how the running month goes', async () => {
    await panel();
    const rates = await screen.findByRole('list', { name: 'Run rate' });
    const items = within(rates).getAllByRole('listitem').map(plain);
    // The one that would end worst: four incidents in 14 of 31 days
    expect(items[0]).toMatch(/^Incidents openedOff target/);
    expect(items[0]).toContain('4 in 14 of 31 days of May 2026');
    expect(items[0]).toContain('At this pace, 8.86 at the end');
    expect(items[0]).toContain('The target ≤ 2 is already missed');
    expect(items[0]).toContain('Worse than Apr 2026: 4');
    expect(items[0]).toContain('Based on few cases');
    // A mean: as it is
    expect(items[1]).toContain('2.56 h in 14 of 31 days of May 2026');
    expect(items[1]).not.toContain('At this pace');
    expect(items[1]).toContain('The target is ≤ 2 h');
    expect(items[1]).toContain('Better than Apr 2026: 2.86 h');
    expect(items[2]).toMatch(/^AvailabilityOn target/);
  });

  it('holds the running month against no month that is incomplete', async () => {
    const scorecard = portfolioScorecard();
    const visit = (node: ScorecardNode) => {
      node.children.forEach(visit);
      if (node.kpi === 'incidents') {
        node.status = 'incomplete';
      }
    };
    scorecard.trees.forEach(({ root }) => visit(root));
    await panel({ api: { getScorecard: async () => scorecard } });
    const rates = await screen.findByRole('list', { name: 'Run rate' });
    const [item] = within(rates).getAllByRole('listitem').map(plain);
    expect(item).toMatch(/^Incidents opened/);
    expect(item).toContain('Apr 2026: 4');
    expect(item).not.toMatch(/Worse than|Better than/);
  });

  it('has dashboards of goals in a tree without value streams', async () => {
    const scorecard = portfolioScorecard();
    const [tree] = scorecard.trees;
    const csf = tree.root.children[0];
    await panel({
      api: {
        getScorecard: async () => ({
          ...scorecard,
          trees: [
            {
              ...tree,
              root: {
                ...tree.root,
                children: [{ ...csf, children: csf.children[0].children }],
              },
            },
          ],
        }),
      },
    });
    await dashboard('Dependable services');
    expect(
      screen.getByRole('region', { name: 'Service level management' }),
    ).toBeInTheDocument();
  });

  it('says what to do where nothing is measured yet', async () => {
    await panel({ search: '?stream=request-to-fulfill' });
    const stream = await dashboard('Request to Fulfill');
    expect(stream).toHaveTextContent('Nothing is measured here yet.');
    expect(
      within(stream).getByRole('link', { name: 'Open the library' }),
    ).toHaveAttribute('href', '/?tab=library');
  });

  it('shows why a KPI cannot be evaluated beside the others', async () => {
    await panel({ search: '?stream=requirement-to-deploy' });
    expect(
      await screen.findByText(/^The Kpi change-failure-rate is missing/),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: /^Releases/ })).toBeVisible();
  });

  it('shows only what passes the filters', async () => {
    await panel({ search: '?statuses=off-target' });
    const process = await screen.findByRole('region', {
      name: 'Incident management',
    });
    expect(within(process).getAllByRole('button')).toHaveLength(1);
  });

  it('says if the address names a value stream that is not there', async () => {
    await panel({ search: '?stream=nope' });
    expect(
      await screen.findByText(/^This tree has no value stream nope/),
    ).toBeInTheDocument();
  });

  it('keeps the rest where the services could not be loaded', async () => {
    const getHeatmap = jest
      .fn(new MockKpiTreeApi().getHeatmap)
      .mockRejectedValueOnce(new Error('no answer'));
    await panel({ api: { getHeatmap } });
    await screen.findByText(/The services could not be loaded/);
    expect(
      screen.getByRole('region', { name: 'Incident management' }),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByRole('list', { name: 'Worst services' });
  });

  it('tries again where nothing could be loaded', async () => {
    const getScorecard = jest
      .fn(new MockKpiTreeApi().getScorecard)
      .mockRejectedValueOnce(new Error('no answer'));
    await panel({ api: { getScorecard } });
    await screen.findByText(/The value streams could not be loaded/);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await dashboard('Detect to Correct')).toBeInTheDocument();
  });
});
