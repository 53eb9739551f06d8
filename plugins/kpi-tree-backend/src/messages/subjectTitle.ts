import { Definitions } from '../definitions/Definitions';
import { ALL } from '../definitions/Scope';
import type { MessageTexts } from './texts';

/** A KPI of an entity or scope, or that entity or scope, by their titles. */
export function subjectTitle(
  { entities, kpis }: Definitions,
  { scope, kpi }: { scope: string; kpi?: string },
  texts: MessageTexts,
): string {
  const title =
    scope === ALL ? texts.everything : entities.get(scope)?.title ?? scope;
  return kpi === undefined
    ? title
    : texts.kpiOf(kpis.get(kpi)?.metadata.title ?? kpi, title);
}
