import type { Entity } from '@backstage/catalog-model';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { MockKpiTreeApi } from '../../fixtures';
import { EntityDefinitionCard } from './EntityDefinitionCard';
import { EntityDefinitionHistoryCard } from './EntityDefinitionHistoryCard';
import { EntityDefinitionUsageCard } from './EntityDefinitionUsageCard';

const kpi = (name: string): Entity => ({
  apiVersion: 'kpi-tree.io/v1alpha1',
  kind: 'Kpi',
  metadata: { name, namespace: 'default' },
});

const card = (name: string, api = {}) =>
  renderInPortal(
    <EntityProvider entity={kpi(name)}>
      <EntityDefinitionCard />
    </EntityProvider>,
    { api },
  );

describe('EntityDefinitionCard', () => {
  it('says what is to be fixed in the definition of the page, and where', async () => {
    await card('change-failure-rate');
    expect(
      await screen.findByText(/^spec\.unit is missing: give the unit/),
    ).toBeInTheDocument();
    expect(
      screen.getByText('https://example.com/catalog/kpis.yaml'),
    ).toBeInTheDocument();
    expect(screen.queryByText(/target\.incident-mttr/)).toBeNull();
  });

  it('says that a definition is in order', async () => {
    await card('incident-mttr');
    expect(
      await screen.findByText('This definition is in order.'),
    ).toBeInTheDocument();
  });

  it('shows all that the definition of a KPI says', async () => {
    await card('incident-mttr');
    expect(await screen.findByLabelText('Formula')).toHaveTextContent(
      'sum of (restored_at - started_at) / number of incidents',
    );
    for (const text of [
      '3 h from 2023-01-01, 2 h from 2025-01-01',
      '4 h',
      'Lower is better',
      'Day, judged by month',
      'incidents raised in error',
      'A common starting point',
      'One very long incident moves the mean.',
      'engineer, service-owner',
      'New limits from 2024-03-01: On-call around the clock',
      'github-status',
    ]) {
      expect(screen.getByText(text)).toBeVisible();
    }
  });

  it('leads authors to where they try it, and nobody else', async () => {
    await card('incident-mttr');
    expect(
      await screen.findByRole('button', { name: 'Change and try it' }),
    ).toHaveAttribute(
      'href',
      '/kpi-tree?tab=try&draft=kpi%3Adefault%2Fincident-mttr',
    );
  });

  it('shows the nodes of a tree, with links to its KPIs', async () => {
    await renderInPortal(
      <EntityProvider entity={{ ...kpi('it-transformation'), kind: 'KpiTree' }}>
        <EntityDefinitionCard />
      </EntityProvider>,
    );
    expect(
      await screen.findByRole('link', { name: 'Mean time to restore' }),
    ).toHaveAttribute('href', '/catalog/default/kpi/incident-mttr');
    expect(screen.getByText('kind: Component')).toBeVisible();
    expect(screen.getByText(/is not a valid Kpi/)).toHaveTextContent(
      'no-such-kpi',
    );
    expect(screen.getByText('Nothing is measured here yet')).toBeVisible();
  });

  it('says which definition goes over that of the page', async () => {
    await renderInPortal(
      <EntityProvider
        entity={{
          ...kpi('incident-mttr'),
          metadata: { name: 'incident-mttr', namespace: 'kpi-library' },
        }}
      >
        <EntityDefinitionCard />
      </EntityProvider>,
    );
    const note = await screen.findByText(/overrides this one/);
    expect(within(note).getByRole('link')).toHaveAttribute(
      'href',
      '/catalog/default/kpi/incident-mttr',
    );
  });

  it('says that the library applies where the definition of the page has a mistake', async () => {
    const api = new MockKpiTreeApi();
    await card('incident-mttr', {
      getKpi: async (name: string) => ({
        ...(await api.getKpi(name)),
        entityRef: `kpi:kpi-library/${name}`,
      }),
    });
    const note = await screen.findByText(/applies until this is corrected/);
    expect(within(note).getByRole('link')).toHaveAttribute(
      'href',
      '/catalog/kpi-library/kpi/incident-mttr',
    );
  });

  it('says that it could not be checked, and tries again', async () => {
    let fails = true;
    await card('incident-mttr', {
      getProblems: async () => {
        if (fails) {
          throw new Error('No backend');
        }
        return { items: [] };
      },
    });
    expect(
      await screen.findByText(/The definition could not be checked/),
    ).toBeInTheDocument();
    fails = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText('This definition is in order.'),
    ).toBeInTheDocument();
  });
});

describe('EntityDefinitionUsageCard', () => {
  it('says in which trees and on which entities it shows', async () => {
    await renderInPortal(
      <EntityProvider entity={kpi('incident-mttr')}>
        <EntityDefinitionUsageCard />
      </EntityProvider>,
    );
    expect(
      await screen.findByRole('link', { name: 'IT Transformation' }),
    ).toHaveAttribute('href', '/catalog/default/kpitree/it-transformation');
    expect(screen.getByText(/Detect to Correct/)).toBeVisible();
    expect(screen.getByText('Entities (23)')).toBeVisible();
    expect(screen.getByText('and 22 more')).toBeVisible();
    expect(screen.getByText('Extends')).toBeVisible();
  });

  it('says so where the definition is not valid', async () => {
    await renderInPortal(
      <EntityProvider entity={kpi('change-failure-rate')}>
        <EntityDefinitionUsageCard />
      </EntityProvider>,
    );
    expect(await screen.findByText(/^Nowhere/)).toBeVisible();
  });
});

describe('EntityDefinitionHistoryCard', () => {
  it('says when the definition changed, and in what', async () => {
    await renderInPortal(
      <EntityProvider entity={kpi('incident-mttr')}>
        <EntityDefinitionHistoryCard />
      </EntityProvider>,
    );
    const [newest, first] = await screen
      .findAllByRole('listitem', {
        name: '',
      })
      .then(items => items.filter(item => item.querySelector('time')));
    expect(newest).toHaveTextContent(/10 Sept? 2025/);
    expect(newest).toHaveTextContent('Threshold tightened from 5 h to 4 h');
    expect(newest).toHaveTextContent(
      'Excluded added: incidents raised in error',
    );
    expect(first).toHaveTextContent('First seen by the portal');
  });
});
