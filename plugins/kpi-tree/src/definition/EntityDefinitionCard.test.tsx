import type { Entity } from '@backstage/catalog-model';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInPortal } from '../__testUtils__/renderInPortal';
import { EntityDefinitionCard } from './EntityDefinitionCard';

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
  it('says what is to be mended in the definition of the page, and where', async () => {
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
