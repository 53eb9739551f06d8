import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import useAsyncRetry from 'react-use/lib/useAsyncRetry';
import { kpiTreeApiRef } from '../../api';
import { QualityPanel } from '../../quality/QualityPanel';
import { useKpiTreeParams } from '../../state/useKpiTreeParams';
import { useView } from '../../state/useView';
import { kpiTreeTranslationRef } from '../../texts';
import { ProblemsPanel } from '../ProblemsPanel';
import { SubViews } from './SubViews';

/** What needs fixing: in KPIs and their data, and in what definitions say. */
export const QualityTab = () => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const api = useApi(kpiTreeApiRef);
  const { scope } = useView();
  const { params } = useKpiTreeParams();
  const problems = useAsyncRetry(() => api.getProblems(), [api]);
  const inProblems = params.view === 'problems';
  const count = problems.value?.items.length;
  return (
    <>
      <SubViews
        label={t('frame.qualityViews')}
        value={inProblems ? 'problems' : 'findings'}
        options={[
          { value: 'findings', label: t('frame.findings') },
          {
            value: 'problems',
            label:
              count === undefined
                ? t('frame.problems')
                : t('frame.problemsCounted', { number: String(count) }),
          },
        ]}
      />
      {inProblems ? (
        <ProblemsPanel problems={problems} />
      ) : (
        <QualityPanel scope={scope} />
      )}
    </>
  );
};
