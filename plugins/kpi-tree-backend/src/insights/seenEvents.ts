import { InsightEvent, insightOrder } from '@internal/kpi-tree';
import { Evaluator } from '../evaluation/Evaluator';
import { CurrentSeries } from '../evaluation/SeriesEvaluation';
import { isStored, ScopeService } from '../scopes/ScopeService';
import { ScopeView } from '../scopes/ScopeView';
import {
  InsightPosition,
  InsightSubject,
  ROLLED_UP,
  StoredEvent,
} from '../store/InsightStore';

/** What moved, where it is otherwise for a caller than it is stored. */
export type SeenEvents = {
  events: StoredEvent[];
  /** Whether what is stored of a subject is not what the caller may see of it. */
  isOtherwise: (subject: InsightSubject) => boolean;
};

/**
 * What moved in a scope and its members, where the caller may see some members only or
 * not all definitions: calculated, as nothing of it is stored.
 *
 * @param kpis - those that the scope shows
 * @param own - what is measured of the scope itself
 */
export async function seenEvents(
  view: ScopeView,
  kpis: string[],
  own: ReadonlyMap<string, CurrentSeries>,
  { scopes, evaluator }: { scopes: ScopeService; evaluator: Evaluator },
): Promise<SeenEvents> {
  const { definitions, scope, isScope, members } = view;
  const rolledUp = isScope
    ? kpis.filter(kpi => !own.has(kpi) && !isStored(view, kpi))
    : [];
  const calculated = await scopes.calculated(view, rolledUp);
  const judged = await evaluator.judgedOtherwise(definitions, kpis, [
    scope,
    ...members,
  ]);
  const otherwise = new Set([
    ...rolledUp.map(kpi => `${scope} ${kpi} ${ROLLED_UP}`),
    ...judged.map(({ entityRef, kpi, id }) => `${entityRef} ${kpi} ${id}`),
  ]);
  return {
    events: [
      ...[...calculated].flatMap(([kpi, { events }]) =>
        events.map(event =>
          toStored({ subject: scope, kpi, seriesId: ROLLED_UP }, event),
        ),
      ),
      ...judged.flatMap(({ entityRef, kpi, id, moved }) =>
        moved.map(event =>
          toStored({ subject: entityRef, kpi, seriesId: id }, event),
        ),
      ),
    ],
    isOtherwise: ({ subject, kpi, seriesId }) =>
      otherwise.has(`${subject} ${kpi} ${seriesId}`),
  };
}

/** Of each KPI of a subject the most important event since a day. */
export function headsOf(events: StoredEvent[], since: string): StoredEvent[] {
  const heads = new Map<string, StoredEvent>();
  for (const event of events.filter(({ day }) => day >= since)) {
    const key = `${event.subject} ${event.kpi} ${event.seriesId}`;
    const head = heads.get(key);
    if (!head || compareEvents(event, head) < 0) {
      heads.set(key, event);
    }
  }
  return [...heads.values()];
}

/** The most important first; of equal ones as they are stored in order. */
export function compareEvents(a: InsightPosition, b: InsightPosition): number {
  return (
    b.order - a.order ||
    compare(b.subject, a.subject) ||
    compare(b.kpi, a.kpi) ||
    b.seriesId - a.seriesId ||
    compare(b.kind, a.kind)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function toStored(subject: InsightSubject, event: InsightEvent): StoredEvent {
  const { kind, date, text, facts, meaning, day } = event;
  return {
    ...subject,
    kind,
    day,
    order: insightOrder(event),
    date,
    text,
    ...(facts ? { facts } : {}),
    meaning,
  };
}
