import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEntity } from '@backstage/plugin-catalog-react';
import { useUsage } from '../../queries/useUsage';
import { kpiTreeTranslationRef } from '../../texts';
import { DefinitionInfoCard } from './DefinitionInfoCard';
import { Usage } from '../../parts/definition/Usage';
import { kindOf } from './useDefinition';

/**
 * In which trees a Kpi stands, on which entities it shows, what extends it and what
 * is computed from it.
 */
export const EntityDefinitionUsageCard = () => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { entity } = useEntity();
  const kind = kindOf(entity);
  return (
    <DefinitionInfoCard
      title={t('definition.usage')}
      failed={t('definition.usageError')}
      missing={t('definition.noUsage')}
      answer={useUsage(kind, entity.metadata.name)}
    >
      {usage => <Usage usage={usage} isKpi={kind === 'Kpi'} />}
    </DefinitionInfoCard>
  );
};
