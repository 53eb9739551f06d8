import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useTheme } from '@material-ui/core/styles';
import type {
  Scorecard,
  ScorecardTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { fileName, svgPicture } from '../../../parts/export';
import { useFormat } from '../../../parts/format';
import { kpiTreeTranslationRef } from '../../../texts';
import { entityName } from './nodeTexts';

type Subject = {
  scorecard: Pick<Scorecard, 'scope' | 'asOf' | 'timeZone' | 'compare'>;
  tree: ScorecardTree;
};

/**
 * How the picture of a tree is saved: all of it, headed by what it shows of when.
 *
 * @param draw - draws it as SVG, at once
 */
export function usePictureExport(
  draw: () => SVGSVGElement,
  { scorecard, tree }: Subject,
) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatDate } = useFormat();
  const theme = useTheme();
  const { scope, asOf, timeZone, compare } = scorecard;
  return {
    name: fileName(tree.name, scope, asOf.slice(0, 10)),
    picture: () =>
      svgPicture(draw(), {
        title: tree.title,
        lines: [
          t('picture.scopeAsOf', {
            scope:
              scope === 'all' ? t('picture.everything') : entityName(scope),
            date: formatDate(asOf, timeZone),
          }),
          ...(compare
            ? [t('picture.compared', { date: formatDate(compare, 'UTC') })]
            : []),
        ],
        background: theme.palette.background.default,
        color: theme.palette.text.primary,
        fontFamily: theme.typography.fontFamily ?? 'sans-serif',
      }),
  };
}
