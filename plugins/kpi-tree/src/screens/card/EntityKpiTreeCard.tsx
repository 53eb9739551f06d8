import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import type { Scorecard } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { ActionsLink } from '../../parts/actions/ActionsLink';
import { LoadError } from '../../parts/notices/LoadError';
import { NoTree } from '../../parts/notices/NoTree';
import { ProblemList } from '../../parts/notices/ProblemList';
import { useScorecardOfView } from '../../parts/view/useScorecardOfView';
import { kpiTreeTranslationRef } from '../../texts';
import { CardSection, cardSections } from './cardSections';
import { CardSkeleton } from './CardSkeleton';
import { TreeDigest } from './TreeDigest';
import { useTabLink } from '../../parts/links/useTabLink';

/**
 * How the card of an entity is set up.
 *
 * @public
 */
export type EntityKpiTreeCardProps = {
  /**
   * What the card shows: `score`, `streams`, `attention`, `problems`. All if not
   * given.
   */
  sections?: readonly CardSection[];
};

/** How the KPIs of the entity of the page stand, and which need attention. */
export const EntityKpiTreeCard = ({
  sections = cardSections,
}: EntityKpiTreeCardProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { entity } = useEntity();
  const scope = stringifyEntityRef(entity);
  const linkTo = useTabLink(entity);
  return (
    <EntityInfoCard
      title={t('card.title')}
      headerActions={<Link to={linkTo()}>{t('card.showTree')}</Link>}
    >
      <CardContent
        key={scope}
        scope={scope}
        linkTo={linkTo}
        sections={sections}
      />
    </EntityInfoCard>
  );
};

type ContentProps = {
  linkTo: ReturnType<typeof useTabLink>;
  sections: readonly CardSection[];
};

function CardContent({
  scope,
  linkTo,
  sections,
}: ContentProps & { scope: string }) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { value, error, loading, retry } = useScorecardOfView(scope);
  if (value) {
    return (
      <CardScorecard scorecard={value} linkTo={linkTo} sections={sections} />
    );
  }
  return error && !loading ? (
    <LoadError title={t('card.loadError')} error={error} onRetry={retry} />
  ) : (
    <CardSkeleton />
  );
}

function CardScorecard({
  scorecard,
  linkTo,
  sections,
}: ContentProps & { scorecard: Scorecard }) {
  return (
    <>
      {sections.includes('problems') && (
        <ProblemList problems={scorecard.problems} here={scorecard.scope} />
      )}
      {scorecard.trees.length ? (
        scorecard.trees.map(tree => (
          <TreeDigest
            key={tree.name}
            tree={tree}
            titled={scorecard.trees.length > 1}
            linkTo={linkTo}
            sections={sections}
          />
        ))
      ) : (
        <NoTree scope={scorecard.scope} />
      )}
      {sections.includes('attention') && (
        <ActionsLink scope={scorecard.scope} />
      )}
    </>
  );
}
