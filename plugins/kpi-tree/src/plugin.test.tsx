import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { renderInPortal } from './__testUtils__/renderInPortal';
import { actionsEntity, sampleScopes } from './fixtures';
import {
  EntityKpiTreeCard,
  EntityKpiTreeContent,
  isKpiTreeAvailable,
  KpiTreePage,
} from './index';

const entity = (element: JSX.Element) => (
  <EntityProvider entity={actionsEntity}>{element}</EntityProvider>
);
const routed = (element: JSX.Element) => (
  <Routes>
    <Route path="*" element={element} />
  </Routes>
);

describe('the classic plugin', () => {
  it('has a card', async () => {
    await renderInPortal(entity(<EntityKpiTreeCard />));
    expect(
      await screen.findByRole('list', { name: 'Value streams' }),
    ).toBeInTheDocument();
  });

  it('has a tab', async () => {
    await renderInPortal(entity(routed(<EntityKpiTreeContent />)));
    expect(
      await screen.findByRole('row', { name: /^Mean time to restore/ }),
    ).toBeInTheDocument();
  });

  it('has a page with a header', async () => {
    await renderInPortal(routed(<KpiTreePage />));
    expect(
      await screen.findByRole('heading', { level: 1, name: 'KPI tree' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('list', { name: 'What moved' }),
    ).toBeInTheDocument();
  });

  it('knows which entities may have KPIs', () => {
    expect([actionsEntity, ...sampleScopes].map(isKpiTreeAvailable)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(isKpiTreeAvailable({ ...actionsEntity, kind: 'Kpi' })).toBe(false);
    expect(isKpiTreeAvailable({ ...actionsEntity, kind: 'User' })).toBe(false);
  });
});
