import { Progress } from '@backstage/core-components';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { kpiOfAllRouteRef, kpiRouteRef } from '../../parts/links/routes';
import { PortfolioContent } from './PortfolioContent';
import type { PortfolioDefaults } from './PortfolioDefaults';

// With the charts
const KpiPage = lazy(() =>
  import('../kpi/KpiPage').then(m => ({ default: m.KpiPage })),
);

/** The portal page and the pages below it, without a header. */
export const PortalRoutes = (defaults: PortfolioDefaults) => {
  const kpiPage = (
    <Suspense fallback={<Progress />}>
      <KpiPage />
    </Suspense>
  );
  return (
    <Routes>
      <Route path={kpiOfAllRouteRef.path} element={kpiPage} />
      <Route path={kpiRouteRef.path} element={kpiPage} />
      <Route path="*" element={<PortfolioContent {...defaults} />} />
    </Routes>
  );
};
