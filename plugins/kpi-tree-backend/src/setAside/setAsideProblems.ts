import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  FIRST_DATE,
  LAST_DATE,
  Problem,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Definitions } from '../definitions/Definitions';
import { ALL } from '../definitions/Scope';
import { ROLLED_UP } from '../store/InsightStore';
import { SetAsideKind, SetAsideRows } from '../store/SetAsideRowStore';
import { SetAside } from '../store/SetAsideStore';
import { SetAsideList } from './SetAsides';

/** Something of a KPI of an entity or scope that is set aside, in words. */
export type SetAsideMessage = {
  /** Entity reference, or `all`. */
  subject: string;
  kpi: string;
  /** What is wrong and what to do. */
  message: string;
  /** Why there is no value, in short. */
  brief?: string;
  /** Whether it is why there is no value, of what was measured or of the members. */
  hides?: 'own' | 'members';
};

const whatRowsAre: Record<SetAsideKind, [one: string, many: string]> = {
  measurement: ['measurement', 'measurements'],
  coverage: ['note of its source on how far it is complete', 'such notes'],
  change: ['accepted change', 'accepted changes'],
};

/**
 * What is set aside of valid KPIs, in words.
 *
 * @param isTold - for which entities and scopes it may be reported; a sum over members tells
 * of all of them
 */
export function setAsideMessages(
  { kpis }: Pick<Definitions, 'kpis'>,
  { entries, rows }: SetAsideList,
  isTold: (of: { subject: string; kpi: string; ofMembers: boolean }) => boolean,
): SetAsideMessage[] {
  return [
    ...entries
      .filter(
        ({ subject, kpi, seriesId }) =>
          kpis.has(kpi) &&
          isTold({ subject, kpi, ofMembers: seriesId === ROLLED_UP }),
      )
      .map(ofEntry),
    ...rows
      .filter(
        ({ subject, kpi }) =>
          kpis.has(kpi) && isTold({ subject, kpi, ofMembers: false }),
      )
      .map(ofRows),
  ];
}

/** The same as a problem at the entity, or at the Kpi where it is of everything. */
export function toProblem(
  definitions: Definitions,
  { subject, kpi, message }: SetAsideMessage,
): Problem {
  return {
    entityRef:
      subject === ALL ? stringifyEntityRef(definitions.kpi(kpi)) : subject,
    field: kpi,
    message,
  };
}

/** That the combined value of the members of a scope cannot be determined. */
export function membersMessage({
  subject,
  kpi,
  reason,
}: Pick<SetAside, 'subject' | 'kpi' | 'reason'>): SetAsideMessage {
  return {
    subject,
    kpi,
    hides: 'members',
    brief: `Cannot be rolled up: ${reason}`,
    message: `${kpi} cannot be rolled up and is shown without a value: ${reason}. Correct or delete the measurements of its members; it is retried when they or its definition change.`,
  };
}

function ofEntry(entry: SetAside): SetAsideMessage {
  const { subject, kpi, seriesId, reason } = entry;
  return seriesId === ROLLED_UP
    ? membersMessage(entry)
    : {
        subject,
        kpi,
        hides: 'own',
        brief: `Cannot be evaluated: ${reason}`,
        message: `${kpi} cannot be evaluated and is shown without a value: ${reason}. Correct or delete its measurements; it is retried when they or its definition change.`,
      };
}

function ofRows({ what, subject, kpi, count, date }: SetAsideRows) {
  const [one, many] = whatRowsAre[what];
  return {
    subject,
    kpi,
    message: `${
      count === 1 ? `1 ${one}` : `${count} ${many}`
    } of ${kpi} with a date such as ${date} ${
      count === 1 ? 'is' : 'are'
    } kept and not evaluated: use dates from ${FIRST_DATE} to ${LAST_DATE}, of measurements up to the period after the current one, and delete the others.`,
  };
}
