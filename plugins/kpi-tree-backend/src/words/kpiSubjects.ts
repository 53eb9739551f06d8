import { InputError, NotAllowedError } from '@backstage/errors';
import {
  PeriodSubject,
  periodOf,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiOfEntity } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { RequestContext } from '../access/RequestContexts';
import { assertDates } from '../clock/assertDates';
import { Definitions } from '../definitions/Definitions';
import { ownersOf } from '../definitions/ownersOf';
import { ALL } from '../definitions/Scope';

/** Whether the caller may write something of a KPI. */
export type MayWrite = (kpi: KpiOfEntity) => boolean;

/** A KPI of an entity or scope, as a caller sees it. */
export type SeenKpi = {
  title: string;
  /** As policies are asked for it. */
  resource: KpiOfEntity;
};

/**
 * A KPI of an entity or scope, as a caller sees it; nothing if they may not read one of
 * the two, or if it does not exist any more.
 */
export function seenKpi(
  definitions: Definitions,
  { scope, kpi }: { scope: string; kpi: string },
): SeenKpi | undefined {
  const found = definitions.kpis.get(kpi);
  if (!found || (scope !== ALL && !definitions.entities.has(scope))) {
    return undefined;
  }
  return {
    title: found.metadata.title ?? kpi,
    resource: {
      entityRef: scope,
      kpi,
      owners: ownersOf(definitions, scope, kpi),
    },
  };
}

/**
 * As {@link seenKpi}, of one that somebody asks for by name.
 *
 * @throws `NotFoundError` if it is not there, or the caller may not read it
 */
export async function findKpi(
  { definitions, visibility }: RequestContext,
  { scope, kpi }: { scope: string; kpi: string },
): Promise<SeenKpi> {
  definitions.kpi(kpi);
  if (scope !== ALL) {
    await visibility.assertReadable(scope);
  }
  return {
    title: definitions.kpi(kpi).metadata.title ?? kpi,
    resource: {
      entityRef: scope,
      kpi,
      owners: ownersOf(definitions, scope, kpi),
    },
  };
}

/**
 * @param what - is written, such as `comments`
 * @throws `NotAllowedError` that says whom to ask
 */
export function assertMayWrite(
  { resource }: SeenKpi,
  mayWrite: MayWrite,
  what: string,
): void {
  if (!mayWrite(resource)) {
    const { kpi, entityRef, owners } = resource;
    throw new NotAllowedError(
      `you are not allowed to write ${what} of ${kpi} of ${entityRef}: ask ${owners.join(
        ' or ',
      )}, who own it, or the admin of the portal`,
    );
  }
}

/**
 * @throws `InputError` if it is no first day of a period, or of one in the future
 */
export function assertPeriod(
  { day }: RequestContext,
  { period, periodType }: Pick<PeriodSubject, 'period' | 'periodType'>,
): void {
  assertDates({ period });
  const first = periodOf(period, periodType);
  if (first !== period) {
    throw new InputError(
      `period is ${period}, which is no first day of a ${periodType}: use ${first}`,
    );
  }
  if (period > day) {
    throw new InputError(
      `period is ${period}, which is in the future: use one up to today, ${day}`,
    );
  }
}
