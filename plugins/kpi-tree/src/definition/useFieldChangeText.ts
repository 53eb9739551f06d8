import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { FieldChange } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeTranslationRef } from '../translation';
import { fieldLabel } from './definitionTexts';
import { useDefinitionTexts } from './useDefinitionTexts';

/** Says in words what of a definition was changed: `Threshold: 5 → 4`. */
export function useFieldChangeText(): (change: FieldChange) => string {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const texts = useDefinitionTexts();
  return ({ field, from, to }) => {
    const of = {
      field: fieldLabel(field),
      from: texts.changedValue(from),
      to: texts.changedValue(to),
    };
    if (from === undefined) {
      return t('definition.added', of);
    }
    return to === undefined
      ? t('definition.removed', of)
      : t('definition.changed', of);
  };
}
