import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  Member,
  MemberPage,
  ownerEntityRef,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { ALL, Definitions } from '../definitions/Definitions';
import { Evaluator } from '../evaluation/Evaluator';
import { EntityAccess } from './EntityAccess';

/** What members are asked for, in which order. */
export type MembersRequest = {
  kpi: string;
  scope: string;
  sort: 'score' | 'value' | 'name';
  limit: number;
  cursor?: string;
};

/**
 * Answers how each member of a scope stands with a KPI.
 */
export class MembersService {
  constructor(
    private readonly options: { evaluator: Evaluator; access: EntityAccess },
  ) {}

  /**
   * @throws `NotFoundError` if there is no such KPI, or no scope that the
   * caller may read; `InputError` if the cursor is none of ours
   */
  async members(
    definitions: Definitions,
    request: MembersRequest,
    credentials: BackstageCredentials,
  ): Promise<MemberPage> {
    const { evaluator, access } = this.options;
    const kpi = definitions.kpi(request.kpi);
    if (request.scope !== ALL) {
      await access.assertReadable(request.scope, credentials);
    }
    const start = readCursor(request.cursor);
    const readable = await access.readable(
      definitions
        .members(request.scope)
        .filter(ref => definitions.attachedKpis(ref).has(request.kpi)),
      credentials,
    );
    const series = new Map(
      (
        await evaluator.current(definitions, {
          entityRefs: readable,
          kpis: [request.kpi],
        })
      ).map(s => [s.entityRef, s.state]),
    );
    const items = readable
      .map((entityRef): Member => {
        const state = series.get(entityRef);
        return {
          entityRef,
          title: definitions.entities.get(entityRef)?.title ?? entityRef,
          owner: ownerEntityRef(definitions.effective(kpi, entityRef).owner),
          period: state?.period ?? evaluator.currentPeriod(kpi),
          value: state?.value ?? null,
          target: state?.target ?? null,
          status: state?.status ?? 'no-data',
          score: state?.score ?? null,
        };
      })
      .sort(order(request.sort));
    const end = start + request.limit;
    return {
      items: items.slice(start, end),
      totalItems: items.length,
      ...(end < items.length ? { nextCursor: String(end) } : {}),
    };
  }
}

function readCursor(cursor: string | undefined): number {
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) {
    throw new InputError(
      `cursor is ${cursor}: use the nextCursor of the page before`,
    );
  }
  return Number(cursor ?? 0);
}

function order(sort: MembersRequest['sort']) {
  const byName = (a: Member, b: Member) =>
    a.title.localeCompare(b.title, 'en') ||
    a.entityRef.localeCompare(b.entityRef, 'en');
  // Without a number last, whichever way the numbers go.
  const byNumber =
    (number: (m: Member) => number | null, sign: number) =>
    (a: Member, b: Member) => {
      const [x, y] = [number(a), number(b)];
      if (x === null || y === null) {
        return Number(x === null) - Number(y === null) || byName(a, b);
      }
      return sign * (x - y) || byName(a, b);
    };
  switch (sort) {
    case 'value':
      return byNumber(m => m.value, -1);
    case 'score':
      return byNumber(m => m.score, 1);
    default:
      return byName;
  }
}
