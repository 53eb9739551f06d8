import { Progress } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { usePermission } from '@backstage/plugin-permission-react';
import { kpiTreeRunReadPermission } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { lazy, Suspense } from 'react';
import { useKpiTreeParams } from '../../parts/view/useKpiTreeParams';
import { kpiTreeTranslationRef } from '../../texts';
import { SourcesPanel } from '../sources/SourcesPanel';
import { useMeasurementRights } from '../../queries/useMeasurementRights';
import { SubViews } from '../../parts/controls/SubViews';

// With the CSV library, which only those need who import
const ImportPanel = lazy(() =>
  import('../import/ImportPanel').then(m => ({ default: m.ImportPanel })),
);

/** Where the numbers come from, and the import of others from a file. */
export const SourcesTab = () => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { params } = useKpiTreeParams();
  const { allowed: maySee } = usePermission({
    permission: kpiTreeRunReadPermission,
  });
  const { value: rights } = useMeasurementRights();
  const views = [
    ...(maySee ? [{ value: 'sources', label: t('portal.collections') }] : []),
    ...(rights && rights.create !== 'none'
      ? [{ value: 'import', label: t('portal.import') }]
      : []),
  ];
  const view = views.find(({ value }) => value === params.view) ?? views.at(0);
  return (
    <>
      <SubViews
        label={t('portal.sourcesViews')}
        value={view?.value ?? ''}
        options={views}
      />
      {view?.value === 'sources' && <SourcesPanel />}
      {view?.value === 'import' && rights && (
        <Suspense fallback={<Progress />}>
          <ImportPanel rights={rights} />
        </Suspense>
      )}
    </>
  );
};
