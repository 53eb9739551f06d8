import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { describeTargetChange } from '@internal/kpi-tree';
import {
  dateOf,
  type DefinitionRevision,
  type KpiDefinition,
  type Series,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useMemo } from 'react';
import type { Scope } from '../../api';
import type { Flag } from '../charts/flags';
import { changesOfNumbers } from '../definition/changeTexts';
import { useChangeTexts } from '../definition/useChangeTexts';
import { kpiTreeTranslationRef, useWords } from '../../texts';
import { useActions } from '../../queries/useActions';
import { useChanges } from '../../queries/useChanges';
import { useComments } from '../../queries/usePeriodWords';
import { firstWords } from '../words/firstWords';

type Definition = { kpi: KpiDefinition; redefined: DefinitionRevision[] };

/**
 * What happened to a KPI and its process, for its history: the versions that redefined
 * it, other targets of the entity, the changes that its definition declares or that
 * somebody accepted, the actions that began or were done, what people said about periods,
 * and which of these were left out of the limits.
 */
export function useHistoryFlags(
  scope: Scope,
  kpi: string,
  definition: Definition | undefined,
  series: Series | undefined,
  timeZone: string,
): Flag[] {
  const { value: accepted } = useChanges(scope, kpi);
  const { items: actions } = useActions({ scope, kpi });
  const { items: comments } = useComments(scope, kpi);
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const changeTexts = useChangeTexts();
  const words = useWords();
  return useMemo(
    () => [
      ...(definition?.redefined ?? []).map(
        ({ since, changes }): Flag => ({
          date: dateOf(Date.parse(since), timeZone),
          label: changeTexts(
            changesOfNumbers(changes),
            definition?.kpi.spec,
          ).join('; '),
          kind: 'redefined',
        }),
      ),
      ...(series?.targetChanges ?? []).map(
        (change): Flag => ({
          date: change.date,
          label: describeTargetChange(change, {
            unit: series!.unit,
            periodType: series!.periodType,
            words,
          }),
          kind: 'target',
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
      ...comments.map(
        ({ period, text, createdBy }): Flag => ({
          date: period,
          label: firstWords(createdBy, text),
          kind: 'comment',
        }),
      ),
      ...(series?.points ?? []).flatMap(({ period, exception }): Flag[] =>
        exception
          ? [
              {
                date: period,
                label: firstWords(exception.by, exception.reason),
                kind: 'exception',
              },
            ]
          : [],
      ),
      ...actions
        .filter(({ state }) => state === 'open' || state === 'done')
        .flatMap(({ title, start, done }): Flag[] => [
          ...(start
            ? [
                {
                  date: start,
                  label: t('action.flagBegan', { title }),
                  kind: 'action' as const,
                },
              ]
            : []),
          ...(done
            ? [
                {
                  date: done,
                  label: t('action.flagDone', { title }),
                  kind: 'action' as const,
                },
              ]
            : []),
        ]),
    ],
    // The words change with the language only, which renders the page again
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [definition, series, accepted, actions, comments, timeZone, words],
  );
}
