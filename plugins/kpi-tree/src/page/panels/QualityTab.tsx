import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useProblems } from '../../queries/useProblems';
import { QualityPanel } from '../../quality/QualityPanel';
import { useKpiTreeParams } from '../../state/useKpiTreeParams';
import { useView } from '../../state/useView';
import { kpiTreeTranslationRef } from '../../texts';
import { ProblemsPanel } from '../ProblemsPanel';
import { SubViews } from './SubViews';

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
