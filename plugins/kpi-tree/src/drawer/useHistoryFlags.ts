import {
  dateOf,
  type DefinitionRevision,
  type KpiDefinition,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useMemo } from 'react';
import type { Scope } from '../api';
import type { Flag } from '../chart/flags';
import { useFieldChangeText } from '../definition/useFieldChangeText';
import { useChanges } from './useChanges';

type Definition = { kpi: KpiDefinition; redefined: DefinitionRevision[] };

/**
 * What happened to a KPI and its process, for its history: the versions that redefined
 * it, and the changes that its definition declares or that somebody accepted.
 */
export function useHistoryFlags(
  scope: Scope,
  kpi: string,
  definition: Definition | undefined,
  timeZone: string,
): Flag[] {
  const { value: accepted } = useChanges(scope, kpi);
  const changeText = useFieldChangeText();
  return useMemo(
    () => [
      ...(definition?.redefined ?? []).map(
        ({ since, changes }): Flag => ({
          date: dateOf(Date.parse(since), timeZone),
          label: changes.map(changeText).join('; '),
          kind: 'redefined',
        }),
      ),
      ...(definition?.kpi.spec.signals?.changes ?? []).map(
        ({ date, reason }): Flag => ({
          date,
          label: reason ?? date,
          kind: 'change',
        }),
      ),
      ...(accepted?.items ?? []).map(
        ({ date, reason }): Flag => ({ date, label: reason, kind: 'change' }),
      ),
    ],
    // The words change with the language only, which makes the page anew
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [definition, accepted, timeZone],
  );
}
