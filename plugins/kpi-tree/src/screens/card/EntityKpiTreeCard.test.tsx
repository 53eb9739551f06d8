import { EntityProvider } from '@backstage/plugin-catalog-react';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { deferred, renderInPortal } from '../../__testUtils__/renderInPortal';
import type { Scorecard } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  actionsEntity,
  actionsScorecard,
  lonelyEntity,
  MockKpiTreeApi,
} from '../../fixtures';
import { EntityKpiTreeCard } from './EntityKpiTreeCard';

const card = (
  entity = actionsEntity,
  options?: Parameters<typeof renderInPortal>[1],
) =>
  renderInPortal(
    <EntityProvider entity={entity}>
      <EntityKpiTreeCard />
    </EntityProvider>,
    options,
  );

const texts = (list: HTMLElement) =>
  within(list)
    .getAllByRole('listitem')
    .map(item => item.textContent?.replace(/\u00a0/g, ' '));

describe('EntityKpiTreeCard', () => {
  it('says how the tree and its value streams stand', async () => {
    await card();
    expect(
      await screen.findByRole('img', { name: 'Score 82 of 100' }),
    ).toBeInTheDocument();
    expect(screen.getByText('60% measured')).toBeInTheDocument();
    expect(texts(screen.getByRole('list', { name: 'Value streams' }))).toEqual([
      'Detect to CorrectAt risk82',
      'Requirement to DeployNo data–',
      'Request to FulfillNo data–',
    ]);
  });

  it('lists the three KPIs that need attention most, with owner and links', async () => {
    await card();
    const list = await screen.findByRole('list', {
      name: 'KPIs that need attention',
    });
    expect(texts(list)).toEqual([
      'Incidents opened4 ≤ 2Off targetStableincident-management',
      'Mean time to restore2.86 h ≤ 2 hAt riskStableincident-management',
      // What is not measured any more has no trend
      'Releases3 in Jan 2026Stalerelease-management',
    ]);
    expect(
      within(list).getByRole('link', { name: 'Incidents opened' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/actions/kpi-tree?kpi=incidents',
    );
    expect(
      screen.getByRole('link', { name: 'Show the KPI tree' }),
    ).toHaveAttribute('href', '/catalog/default/component/actions/kpi-tree');
  });

  it('says what is to be fixed', async () => {
    await card();
    expect(
      await screen.findByRole('region', { name: 'Problems' }),
    ).toHaveTextContent('is "fast": use a number');
  });

  it('says that nothing needs attention', async () => {
    const scorecard = actionsScorecard();
    const [tree] = scorecard.trees;
    const met = (node: typeof tree.root): typeof tree.root => ({
      ...node,
      status: 'on-target',
      children: node.children.map(met),
    });
    await card(actionsEntity, {
      api: {
        getScorecard: async () => ({
          ...scorecard,
          trees: [{ ...tree, root: met(tree.root) }],
        }),
      },
    });
    expect(
      await screen.findByText('Nothing needs attention'),
    ).toBeInTheDocument();
  });

  it('says what to do where no tree is attached', async () => {
    await card(lonelyEntity);
    expect(
      await screen.findByText('No KPI tree is attached yet'),
    ).toBeInTheDocument();
    await waitFor(() =>
      expect(document.body).toHaveTextContent(
        'metadata: annotations: kpi-tree.io/tree: it-transformation',
      ),
    );
  });

  it('shows its shape while it is loaded', async () => {
    const { promise, resolve } = deferred<Scorecard>();
    await card(actionsEntity, { api: { getScorecard: () => promise } });
    expect(
      screen.getByRole('status', { name: 'Loading the KPIs' }),
    ).toBeInTheDocument();
    await act(async () => resolve(actionsScorecard()));
    expect(
      screen.queryByRole('status', { name: 'Loading the KPIs' }),
    ).not.toBeInTheDocument();
  });

  it('can be asked again after an error', async () => {
    const getScorecard = jest
      .fn(new MockKpiTreeApi().getScorecard)
      .mockRejectedValueOnce(new Error('the database is down'));
    await card(actionsEntity, { api: { getScorecard } });
    await screen.findByText(/The KPIs could not be loaded/);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('list', { name: 'Value streams' }),
    ).toBeInTheDocument();
  });
});
