import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router-dom';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { PortalRoutes } from '../portal/PortalRoutes';

const at = (path: string) =>
  renderInPortal(
    <Routes>
      <Route path="/kpi-tree/*" element={<PortalRoutes />} />
    </Routes>,
    { path },
  );

describe('the page of a KPI', () => {
  it('shows what the drawer does, with the ways back', async () => {
    await at('/kpi-tree/kpis/component/default/actions/incident-mttr');
    expect(
      await screen.findByRole('heading', { name: 'Mean time to restore' }),
    ).toBeInTheDocument();
    const ways = screen.getByRole('navigation', { name: 'Back' });
    expect(
      within(ways).getByRole('link', { name: /actions/i }),
    ).toHaveAttribute('href', '/catalog/default/component/actions');
    expect(
      within(ways).getByRole('link', { name: 'Show in its tree' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/actions/kpi-tree?kpi=incident-mttr&tree=it-transformation',
    );
  });

  it('is there for everything, where the drawer links to it', async () => {
    await at('/kpi-tree?tab=tree&kpi=incident-mttr');
    const drawer = await screen.findByRole('dialog');
    await userEvent.click(
      within(drawer).getByRole('link', { name: 'Open as page' }),
    );
    expect(screen.getByTestId('address')).toHaveTextContent(
      '/kpi-tree/kpis/all/incident-mttr?tree=it-transformation',
    );
    expect(
      await screen.findByRole('link', { name: 'Show in its tree' }),
    ).toHaveAttribute(
      'href',
      '/kpi-tree?kpi=incident-mttr&tree=it-transformation&tab=tree&scope=all',
    );
  });

  it('says if there is no such KPI', async () => {
    await at('/kpi-tree/kpis/all/nope');
    expect(
      await screen.findByText('There is no KPI nope here'),
    ).toBeInTheDocument();
  });
});
