import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useMemo } from 'react';
import { useFormat } from '../format';
import { kpiTreeTranslationRef } from '../../texts';
import { definitionTexts, type DefinitionTexts } from './definitionTexts';

/** What a definition says, in the language of the app. */
export function useDefinitionTexts(): DefinitionTexts {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const format = useFormat();
  return useMemo(() => definitionTexts(t, format), [t, format]);
}
