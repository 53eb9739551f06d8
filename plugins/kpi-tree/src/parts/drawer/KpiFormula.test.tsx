import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, within } from '@testing-library/react';
import {
  KpiDefinition,
  Scorecard,
  ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { EntityDefinitionCard } from '../../screens/definition/EntityDefinitionCard';
import { EntityDefinitionUsageCard } from '../../screens/definition/EntityDefinitionUsageCard';
import { actionsScorecard, portfolioScorecard } from '../../fixtures';
import { sampleDefinition, sampleUsage } from '../../fixtures/definitions';
import { ScorecardView } from '../../screens/tree/ScorecardView';

const formula = '60 * min(time_down, 10) / incidents_opened';

const definition: KpiDefinition = {
  ...sampleDefinition,
  spec: { ...sampleDefinition.spec, source: undefined, formula },
  operands: [
    {
      operand: 'time_down',
      name: 'time-down',
      entityRef: 'kpi:default/time-down',
      title: 'Time down',
    },
    {
      operand: 'incidents_opened',
      name: 'incidents-opened',
      entityRef: 'kpi:kpi-library/incidents-opened',
      title: 'Incidents opened',
    },
  ],
};

const api = { getKpi: async () => definition };

/** A scorecard in which the mean time to restore is computed. */
function computed(scorecard: Scorecard): Scorecard {
  const withFormula = (node: ScorecardNode): ScorecardNode => ({
    ...node,
    ...(node.kpi === 'incident-mttr' ? { formula } : {}),
    children: node.children.map(withFormula),
  });
  return {
    ...scorecard,
    trees: scorecard.trees.map(tree => ({
      ...tree,
      root: withFormula(tree.root),
    })),
  };
}

const drawer = async (scorecard: Scorecard) => {
  await renderInPortal(<ScorecardView scorecard={computed(scorecard)} />, {
    search: '?kpi=incident-mttr',
    api,
  });
  return screen.findByRole('dialog', { name: 'Mean time to restore' });
};

describe('a KPI with a formula', () => {
  it('tells in the drawer what it is computed from, with links', async () => {
    const dialog = await drawer(actionsScorecard());
    expect(
      await within(dialog).findByRole('link', { name: 'time_down' }),
    ).toHaveAttribute('href', '/catalog/default/kpi/time-down');
    expect(
      within(dialog).getByRole('link', { name: 'Incidents opened' }),
    ).toHaveAttribute('href', '/catalog/kpi-library/kpi/incidents-opened');
    expect(dialog).toHaveTextContent(`Computed as${formula}`);
    expect(dialog).toHaveTextContent(
      'Computed fromTime down, Incidents opened',
    );
    expect(dialog).toHaveTextContent('SourceA formula of other KPIs');
    expect(dialog).toHaveTextContent('Computed from what was measured here');
    // The text for people stands beside it
    expect(dialog).toHaveTextContent(
      'Formulasum of (restored_at - started_at) / number of incidents',
    );
  });

  it('tells that of a scope the sums are computed', async () => {
    expect(await drawer(portfolioScorecard())).toHaveTextContent(
      'Computed from the total of 9 members',
    );
  });

  const page = (card: JSX.Element, more: object = {}) =>
    renderInPortal(
      <EntityProvider
        entity={{
          apiVersion: 'kpi-tree.io/v1alpha1',
          kind: 'Kpi',
          metadata: { name: 'incident-mttr', namespace: 'default' },
        }}
      >
        {card}
      </EntityProvider>,
      { api: { ...api, ...more } },
    );

  it('tells on its page how it is computed', async () => {
    await page(<EntityDefinitionCard />);
    expect(
      await screen.findByRole('link', { name: 'incidents_opened' }),
    ).toBeVisible();
    expect(screen.getAllByText('Computed from combined operands')).toHaveLength(
      2,
    );
    expect(screen.getByText('A formula of other KPIs')).toBeVisible();
  });

  it('is shown on the page of what it is computed from', async () => {
    await page(<EntityDefinitionUsageCard />, {
      getUsage: async () => ({
        ...sampleUsage,
        formulas: [{ name: 'share', entityRef: 'kpi:default/share' }],
      }),
    });
    expect(await screen.findByText('Computed from it')).toBeVisible();
    expect(screen.getByRole('link', { name: 'share' })).toHaveAttribute(
      'href',
      '/catalog/default/kpi/share',
    );
  });
});
