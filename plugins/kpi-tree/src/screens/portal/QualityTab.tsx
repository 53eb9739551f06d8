import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useProblems } from '../../queries/useProblems';
import { QualityPanel } from '../quality/QualityPanel';
import { useKpiTreeParams } from '../../parts/view/useKpiTreeParams';
import { useView } from '../../parts/view/useView';
import { kpiTreeTranslationRef } from '../../texts';
import { ProblemsPanel } from '../quality/ProblemsPanel';
import { SubViews } from '../../parts/controls/SubViews';

/** What needs fixing: in KPIs and their data, and in what definitions say. */
export const QualityTab = () => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { scope } = useView();
  const { params } = useKpiTreeParams();
  const problems = useProblems();
  const inProblems = params.view === 'problems';
  const count = problems.value?.items.length;
  return (
    <>
      <SubViews
        label={t('portal.qualityViews')}
        value={inProblems ? 'problems' : 'findings'}
        options={[
          { value: 'findings', label: t('portal.findings') },
          {
            value: 'problems',
            label:
              count === undefined
                ? t('portal.problems')
                : t('portal.problemsCounted', { number: String(count) }),
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
