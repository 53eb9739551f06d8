import { stringifyEntityRef } from '@backstage/catalog-model';
import { ownerEntityRef, placeOf } from '@internal/kpi-tree';
import {
  KpiEntity,
  LIBRARY_NAMESPACE,
  QualityFinding,
  QualityFindingKind,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { DateTime, Duration } from 'luxon';
import { Definitions } from '../definitions/Definitions';
import { ownerInCatalog } from './owners';

/** A KPI of a scope, with what its definition does not say. */
export type UsedKpi = {
  kpi: KpiEntity;
  /** The entities of the scope to which it is attached. */
  attachedTo: ReadonlySet<string>;
  /** Whether there is anything measured of it, from wherever. */
  isMeasured: boolean;
  /** Whether its source is installed. */
  hasSource: boolean;
};

/**
 * What is missing in the definition of a KPI although it is valid.
 *
 * @param today - `YYYY-MM-DD`
 */
export function kpiFindings(
  definitions: Definitions,
  used: UsedKpi,
  today: string,
): QualityFinding[] {
  const { kpi } = used;
  const { entityRef, location } = placeOf(kpi);
  const title = kpi.metadata.title ?? kpi.metadata.name;
  const found: [QualityFindingKind, string | undefined][] = [
    ['owner', ownerMessage(definitions, kpi)],
    ['source', sourceMessage(used)],
    ['target', targetMessage(definitions, used)],
    ['review', reviewMessage(kpi, today)],
  ];
  return found.flatMap(([kind, message]) =>
    message === undefined
      ? []
      : [
          {
            kind,
            owner: ownerInCatalog(definitions, kpi.spec.owner),
            entityRef,
            title,
            messages: [message],
            kpi: kpi.metadata.name,
            kpiTitle: title,
            ...(location ? { location } : {}),
          },
        ],
  );
}

/** Reported unless a mistake of its definition says it already. */
function ownerMessage(
  definitions: Definitions,
  kpi: KpiEntity,
): string | undefined {
  const ref = stringifyEntityRef(kpi);
  const isTold = definitions.definitionProblems.some(
    ({ entityRef, field }) => entityRef === ref && field === 'spec.owner',
  );
  return isTold || ownerInCatalog(definitions, kpi.spec.owner)
    ? undefined
    : `Its owner ${ownerEntityRef(
        kpi.spec.owner,
      )} is not in the catalog: name a Group or User that is; if the Kpi comes from the library, do so in a Kpi of your own that extends it.`;
}

function sourceMessage({
  kpi,
  isMeasured,
  hasSource,
}: UsedKpi): string | undefined {
  const { source, formula } = kpi.spec;
  if (formula !== undefined || isMeasured || hasSource) {
    return undefined;
  }
  return source
    ? `Its source ${source.id} is not installed in this portal, and nothing was measured: install it, or name another in spec.source.`
    : 'It has neither a source nor a formula, and nothing was measured: give spec.source or spec.formula, or send its measurements.';
}

function targetMessage(
  definitions: Definitions,
  { kpi, attachedTo }: UsedKpi,
): string | undefined {
  if (kpi.spec.target !== undefined) {
    return undefined;
  }
  const without = [...attachedTo].filter(
    ref => definitions.effective(kpi, ref).target === undefined,
  );
  if (attachedTo.size && !without.length) {
    return undefined;
  }
  const fix = `give spec.target, or the annotation kpi-tree.io/target.${kpi.metadata.name} where they differ.`;
  return without.length === attachedTo.size
    ? `It has no target, so whether it is good cannot be judged: ${fix}`
    : `It has no target for ${without.length} of ${attachedTo.size} entities, such as ${without[0]}: ${fix}`;
}

/** What comes from the library is reviewed there. */
function reviewMessage(kpi: KpiEntity, today: string): string | undefined {
  const { review } = kpi.spec;
  if (kpi.metadata.namespace === LIBRARY_NAMESPACE) {
    return undefined;
  }
  if (!review?.last) {
    return `It was never reviewed: review its definition with those who use it, and give spec.review${
      review ? '.last' : ' with every and last'
    }.`;
  }
  const due = DateTime.fromISO(review.last)
    .plus(Duration.fromISO(review.every))
    .toISODate();
  return due !== null && due < today
    ? `Its review was due on ${due}: review its definition with those who use it, and set spec.review.last, which is ${review.last}.`
    : undefined;
}
