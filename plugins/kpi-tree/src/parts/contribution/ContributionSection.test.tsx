import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  Contribution,
  KpiScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { deferred, renderInPortal } from '../../__testUtils__/renderInPortal';
import {
  MockKpiTreeApi,
  portfolioScorecard,
  sampleContribution,
} from '../../fixtures';
import { ContributionSection } from './ContributionSection';

const scope = 'domain:default/github';

function kpiNode(name: string): KpiScorecardNode {
  const find = (
    node: Partial<KpiScorecardNode>,
  ): KpiScorecardNode | undefined =>
    node.kpi === name
      ? (node as KpiScorecardNode)
      : node.children?.map(find).find(Boolean);
  return find(portfolioScorecard().trees[0].root)!;
}

type Options = {
  search?: string;
  node?: Partial<KpiScorecardNode>;
  getContributions?: MockKpiTreeApi['getContributions'];
};

const section = ({ search, node, getContributions }: Options = {}) =>
  renderInPortal(
    <ContributionSection
      scope={scope}
      node={{ ...kpiNode('incident-mttr'), ...node }}
    />,
    { search, ...(getContributions ? { api: { getContributions } } : {}) },
  );

const plain = (text: string | null) => text?.replace(/\u00a0/g, ' ');

const address = () => screen.getByTestId('address').textContent;

const answers = (change: (answer: Contribution) => Partial<Contribution>) =>
  jest.fn(
    async (
      ...[of, kpi, options]: Parameters<MockKpiTreeApi['getContributions']>
    ) => {
      const answer = sampleContribution(of, kpi, options);
      return { ...answer, ...change(answer) };
    },
  );

describe('What explains the change', () => {
  it('leads from the value before to the value after', async () => {
    await section();
    const chart = await screen.findByRole('list', {
      name: 'From March 2026 to April 2026',
    });
    const rows = within(chart)
      .getAllByRole('listitem')
      .map(row => plain(row.textContent));
    expect(rows).toHaveLength(8);
    expect(rows[0]).toBe('March 20261.78 h');
    expect(rows[1]).toMatch(/^Copilot\+1.26 h, worse$/);
    expect(rows[6]).toMatch(/^2 others/);
    expect(rows[7]).toBe('April 20263.68 h');
    expect(
      within(chart).getByRole('link', { name: 'Copilot' }),
    ).toHaveAttribute('href', '/catalog/default/component/copilot');
  });

  it('leads from each number to the records that it is made of', async () => {
    await section();
    const chart = await screen.findByRole('list', {
      name: 'From March 2026 to April 2026',
    });
    const records = (element: HTMLElement) =>
      within(element)
        .getAllByRole('link', { name: /records of/ })
        .map(link => [
          plain(link.getAttribute('aria-label')),
          link.getAttribute('href'),
        ]);
    expect(records(chart)).toEqual(
      expect.arrayContaining([
        [
          '1.78 h, records of Mean time to restore in March 2026',
          '/kpi-tree/kpis/domain/default/github/incident-mttr?records=2026-03-01',
        ],
        [
          '+1.26 h, records of Copilot in April 2026',
          '/kpi-tree/kpis/component/default/copilot/incident-mttr?records=2026-04-01&against=2026-03-01',
        ],
      ]),
    );
    // Neither of what is several
    expect(records(chart)).toHaveLength(7);
    await userEvent.click(screen.getByRole('radio', { name: 'Table' }));
    const row = screen.getByRole('row', { name: /^Copilot/ });
    expect(records(row)).toEqual([
      [
        '2.1 h, records of Copilot in March 2026',
        '/kpi-tree/kpis/component/default/copilot/incident-mttr?records=2026-03-01',
      ],
      [
        '6.1 h, records of Copilot in April 2026',
        '/kpi-tree/kpis/component/default/copilot/incident-mttr?records=2026-04-01',
      ],
    ]);
  });

  it('leads to no records where there are none, or of several members', async () => {
    const { unmount } = await section({
      getContributions: answers(() => ({ hasRecords: undefined })),
    });
    await screen.findByRole('list', { name: /^From March/ });
    expect(screen.queryByRole('link', { name: /records of/ })).toBeNull();
    unmount();
    await section({ search: '?by=owner' });
    const chart = await screen.findByRole('list', { name: /^From March/ });
    expect(
      within(chart).getAllByRole('link', { name: /records of/ }),
    ).toHaveLength(2);
  });

  it('draws each step where the one before it ends', async () => {
    await section();
    const bars = await screen.findAllByTestId(/^bar /);
    const edges = bars.map(({ style }) => ({
      left: parseFloat(style.left),
      right: parseFloat(style.left) + parseFloat(style.width),
    }));
    edges.slice(1).forEach((bar, index) => {
      const before = edges[index];
      const ends = [before.left, before.right];
      const gap = Math.min(
        ...ends.flatMap(end => [
          Math.abs(end - bar.left),
          Math.abs(end - bar.right),
        ]),
      );
      expect(gap).toBeLessThan(1e-6);
    });
    // Both totals begin at zero
    expect(edges[0].left).toBe(0);
    expect(edges[7].left).toBe(0);
  });

  it('marks the totals where bars from zero would hide the change', async () => {
    await section({
      getContributions: answers(({ before, after, parts }) => ({
        unit: '%',
        direction: 'higher',
        before: { ...before, value: 99.9 },
        after: { ...after, value: 99.5 },
        change: -0.4,
        parts: [{ ...parts[0], share: -0.4 }],
        others: null,
      })),
    });
    expect(
      await screen.findByText('The chart does not start at zero'),
    ).toBeInTheDocument();
    expect(screen.getByTestId('bar before').style.width).toBe('');
    expect(
      screen.getByText(/−0.4.points/, { selector: 'ol *' }).closest('li'),
    ).toHaveTextContent('worse');
  });

  it('says it in words', async () => {
    await section();
    expect(
      await screen.findByText(
        /3.68.h in April 2026 after 1.78.h in March 2026: \+1.91.h, worse\./,
      ),
    ).toBeInTheDocument();
    const words = screen.getByRole('list', { name: 'In words' });
    expect(words).toHaveTextContent(/Copilot explains \+1.26.h of \+1.91.h/);
    expect(words).toHaveTextContent('Of 9 members without data');
  });

  it('is there as a table too', async () => {
    await section();
    await screen.findByRole('list', { name: /^From/ });
    await userEvent.click(screen.getByRole('radio', { name: 'Table' }));
    const table = screen.getByRole('table', {
      name: 'What explains the change of Mean time to restore',
    });
    const rows = within(table)
      .getAllByRole('row')
      .map(row => plain(row.textContent));
    expect(rows[0]).toBe('PartMar 2026Apr 2026Own changeMixShare');
    expect(rows[1]).toMatch(/^Copilot2.1 h6.1 h/);
    expect(rows).toHaveLength(8);
    expect(screen.queryByRole('list', { name: /^From/ })).toBeNull();
  });

  it('compares other periods and groups, which the address remembers', async () => {
    const getContributions = jest.fn(new MockKpiTreeApi().getContributions);
    await section({ getContributions });
    await screen.findByRole('list', { name: /^From/ });
    expect(getContributions).toHaveBeenLastCalledWith(scope, 'incident-mttr', {
      from: '2026-03-01',
      to: '2026-04-01',
      by: 'entity',
    });
    await userEvent.selectOptions(screen.getByLabelText('To'), '2026-02-01');
    await userEvent.selectOptions(screen.getByLabelText('From'), '2025-12-01');
    await userEvent.click(screen.getByRole('radio', { name: 'Owner' }));
    await waitFor(() =>
      expect(getContributions).toHaveBeenLastCalledWith(
        scope,
        'incident-mttr',
        { from: '2025-12-01', to: '2026-02-01', by: 'owner' },
      ),
    );
    expect(address()).toBe('/?to=2026-02-01&from=2025-12-01&by=owner');
    expect(
      await screen.findByRole('list', {
        name: 'From December 2025 to February 2026',
      }),
    ).toBeInTheDocument();
  });

  it('takes the newest months that have a value', async () => {
    const getContributions = jest.fn(new MockKpiTreeApi().getContributions);
    await section({
      getContributions,
      node: {
        spark: [
          ['2026-01-01', 3],
          ['2026-02-01', null],
          ['2026-03-01', 4],
          ['2026-04-01', null],
        ],
      },
    });
    await screen.findByRole('list', { name: /^From/ });
    expect(getContributions).toHaveBeenCalledWith(
      scope,
      'incident-mttr',
      expect.objectContaining({ from: '2026-01-01', to: '2026-03-01' }),
    );
  });

  it('says that there is nothing to compare yet', async () => {
    await section({ node: { spark: [['2026-04-01', 3]] } });
    expect(
      screen.getByText(/not yet two periods with a value/),
    ).toBeInTheDocument();
  });

  it('says why there are no shares, without a picture', async () => {
    await section({
      getContributions: answers(() => ({
        limit: 'max',
        sentences: ['6 h after 5 h.', 'The value is the largest of all.'],
      })),
    });
    expect(
      await screen.findByText('The value is the largest of all.'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('list', { name: /^From/ })).toBeNull();
    expect(screen.queryByRole('radio')).toBeNull();
  });

  it('is awaited, and can be asked for again after an error', async () => {
    const { promise, resolve } = deferred<Contribution>();
    const getContributions = jest
      .fn(new MockKpiTreeApi().getContributions)
      .mockRejectedValueOnce(new Error('the database is down'))
      .mockReturnValueOnce(promise);
    await section({ getContributions });
    await screen.findByText(/What explains the change could not be loaded/);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      screen.getByRole('status', { name: 'Loading what explains the change' }),
    ).toBeInTheDocument();
    resolve(sampleContribution(scope, 'incident-mttr'));
    expect(
      await screen.findByRole('list', { name: /^From/ }),
    ).toBeInTheDocument();
  });
});
