import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  Action,
  ActionChange,
  ActionCounts,
  ActionEffect,
  ActionFields,
  ActionPage,
  ActionSubject,
  ActionView,
  EffectVerdict,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiOfEntity } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import pLimit from 'p-limit';
import { z } from 'zod';
import { RequestContext } from '../access/RequestContexts';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { readCursor, writeCursor } from '../paging/cursor';
import { ActionFilter, ActionStore } from '../store/ActionStore';
import { inChunks } from '../store/chunks';
import { ActionEffects } from './ActionEffects';
import { findSubject, seenSubject, SeenSubject } from './actionSubjects';
import { belowFilter } from './belowFilter';
import { countActions } from './countActions';
import { readActionFields } from './readActionFields';

/** Whether the caller may write actions of a KPI. */
type MayWrite = (kpi: KpiOfEntity) => boolean;

/** Which actions somebody asks for. */
export type ActionRequest = ActionFilter & {
  /** Only those that should be done and are not. */
  isOverdue?: boolean;
  /** Only those that came to one of these. */
  verdicts?: EffectVerdict[];
  /** Those of members of the scope too, and of what is below the node. */
  below?: boolean;
  limit: number;
  cursor?: string;
};

/** An action whose subject the caller may read. */
type Seen = { action: Action; seen: SeenSubject; effect?: ActionEffect };

/** Each reads a series, and others read meanwhile. */
const EFFECTS_AT_ONCE = 4;

/** SQLite takes some thousand values in a statement. */
const SCOPES_AT_ONCE = 500;

const positionSchema = z.object({ place: z.int().nonnegative() });

/** Later than any date. */
const NEVER = '9999-12-31';

/**
 * What owners do to improve KPIs. Nobody sees an action whose entity, Kpi or tree they
 * may not read.
 */
export class ActionService {
  constructor(
    private readonly options: {
      store: ActionStore;
      effects: ActionEffects;
      config: Pick<KpiTreeConfig, 'now'>;
    },
  ) {}

  /** A page of actions: overdue ones first, then by due date. */
  async list(
    context: RequestContext,
    { isOverdue, verdicts, below, limit, cursor, ...filter }: ActionRequest,
    mayWrite: MayWrite,
  ): Promise<ActionPage> {
    const from = readCursor(cursor, positionSchema)?.place ?? 0;
    const { day } = context;
    let found: Seen[] = (await this.seen(context, filter, below))
      .filter(
        ({ action }) =>
          isOverdue === undefined || overdue(action, day) === isOverdue,
      )
      .sort((a, b) => compareActions(a.action, b.action, day));
    if (verdicts) {
      found = (await this.judged(context, found)).filter(
        ({ effect }) => effect && verdicts.includes(effect.verdict),
      );
    }
    const page = await this.judged(context, found.slice(from, from + limit));
    const next = from + limit;
    return {
      items: page.map(each => viewOf(context, each, mayWrite)),
      total: found.length,
      ...mayAddOf(context, filter, mayWrite),
      ...(next < found.length
        ? { nextCursor: writeCursor({ place: next }) }
        : {}),
    };
  }

  /** How many actions are not finished, of what the caller may read. */
  async counts(
    context: RequestContext,
    { below, ...filter }: ActionFilter & { below?: boolean },
  ): Promise<ActionCounts> {
    const found = await this.seen(
      context,
      { ...filter, states: ['proposed', 'open'] },
      below,
    );
    return countActions(
      found.map(({ action }) => action),
      action => overdue(action, context.day),
    );
  }

  /**
   * @throws `NotFoundError` if there is none, or the caller may not read what it is for
   */
  async read(
    context: RequestContext,
    id: string,
    mayWrite: MayWrite,
  ): Promise<ActionView> {
    const { action, seen } = await this.find(context, id);
    return this.view(context, action, seen, mayWrite);
  }

  /**
   * What it was like after each change, the newest first.
   *
   * @throws `NotFoundError` as {@link read}
   */
  async changes(context: RequestContext, id: string): Promise<ActionChange[]> {
    await this.find(context, id);
    return this.options.store.versions(id);
  }

  /**
   * @param by - who writes, an entity reference
   * @throws `InputError` if a field is wrong; `NotFoundError` if the caller may not read
   * what it is for; `NotAllowedError` if they may not write
   */
  async create(
    context: RequestContext,
    subject: ActionSubject,
    body: ActionFields,
    by: string,
    mayWrite: MayWrite,
  ): Promise<ActionView> {
    const { store, config } = this.options;
    const seen = await findSubject(context, subject);
    assertMayWrite(seen, mayWrite);
    const fields = checked(context, subject, body);
    const at = config.now().toISOString();
    const action = await store.create(subject, fields, { by, at });
    return this.view(context, action, seen, mayWrite);
  }

  /**
   * @param version - that the writer has seen
   * @throws `ConflictError` if somebody changed it since; else as {@link create}
   */
  async update(
    context: RequestContext,
    { id, version }: { id: string; version: number },
    body: ActionFields,
    by: string,
    mayWrite: MayWrite,
  ): Promise<ActionView> {
    const { store, config } = this.options;
    const { action, seen } = await this.find(context, id);
    assertMayWrite(seen, mayWrite);
    const fields = checked(context, action, body);
    const at = config.now().toISOString();
    const changed = await store.update(id, version, fields, { by, at });
    if (!changed) {
      const now = (await store.read(id)) ?? action;
      throw new ConflictError(
        `Action ${id} was changed by ${now.changedBy} at ${now.changedAt}: If-Match has version ${version}, and it is ${now.version} now. Read it again and repeat the change`,
      );
    }
    return this.view(context, changed, seen, mayWrite);
  }

  /** The actions of a filter whose subject the caller may read. */
  private async seen(
    { definitions }: RequestContext,
    asked: ActionFilter,
    below: boolean | undefined,
  ): Promise<Seen[]> {
    const { filter, counts } = below
      ? belowFilter(definitions, asked)
      : { filter: asked, counts: () => true };
    return (await this.options.store.list(filter)).flatMap(action => {
      const seen = seenSubject(definitions, action);
      return seen && counts(action) ? [{ action, seen }] : [];
    });
  }

  private async find(
    { definitions }: RequestContext,
    id: string,
  ): Promise<{ action: Action; seen: SeenSubject }> {
    const action = await this.options.store.read(id);
    const seen = action && seenSubject(definitions, action);
    if (!action || !seen) {
      throw new NotFoundError(
        `There is no action ${id}, or you are not allowed to read what it is for`,
      );
    }
    return { action, seen };
  }

  private async view(
    context: RequestContext,
    action: Action,
    seen: SeenSubject,
    mayWrite: MayWrite,
  ): Promise<ActionView> {
    const [judged] = await this.judged(context, [{ action, seen }]);
    return viewOf(context, judged, mayWrite);
  }

  /** With what each of some actions came to, unless it is there already. */
  private async judged(
    context: RequestContext,
    found: Seen[],
  ): Promise<Seen[]> {
    const ofScopes = new Map<string, Action[]>();
    const scopes = [...new Set(found.map(({ action }) => action.scope))];
    for (const part of inChunks(scopes, SCOPES_AT_ONCE)) {
      for (const action of await this.options.store.list({ scopes: part })) {
        const known = ofScopes.get(action.scope) ?? [];
        known.push(action);
        ofScopes.set(action.scope, known);
      }
    }
    const inTurn = pLimit(EFFECTS_AT_ONCE);
    return Promise.all(
      found.map(each =>
        inTurn(async () => ({
          ...each,
          effect:
            each.effect ??
            (await this.options.effects.of(
              context,
              each.action,
              ofScopes.get(each.action.scope) ?? [],
            )),
        })),
      ),
    );
  }
}

function mayAddOf(
  { definitions }: RequestContext,
  { scope, ...rest }: ActionFilter,
  mayWrite: MayWrite,
): Pick<ActionPage, 'mayAdd'> {
  const isOne = rest.kpi ?? (rest.tree && rest.node);
  const seen =
    scope !== undefined && isOne
      ? seenSubject(definitions, { scope, ...rest })
      : undefined;
  return seen ? { mayAdd: mayWrite(seen.resource) } : {};
}

function viewOf(
  { day, definitions }: RequestContext,
  { action, seen: { title, resource }, effect }: Seen,
  mayWrite: MayWrite,
): ActionView {
  const scopeTitle = definitions.entities.get(action.scope)?.title;
  const spec = definitions.kpis.get(action.kpi ?? '')?.spec;
  return {
    ...action,
    subjectTitle: title,
    ...(scopeTitle ? { scopeTitle } : {}),
    ...(spec ? { unit: spec.unit, periodType: spec.period } : {}),
    answerable: resource.owners,
    isOverdue: overdue(action, day),
    mayWrite: mayWrite(resource),
    ...(effect ? { effect } : {}),
  };
}

function checked(
  { day }: RequestContext,
  { kpi, tree, node }: ActionSubject,
  body: ActionFields,
): ActionFields {
  const fields = readActionFields(body, day);
  if (fields.expectation && kpi === undefined) {
    throw new InputError(
      `expectation is given for the node ${node} of ${tree}: expect something of a KPI, or leave it out`,
    );
  }
  return fields;
}

function assertMayWrite({ resource }: SeenSubject, mayWrite: MayWrite): void {
  if (!mayWrite(resource)) {
    const { kpi, entityRef, owners } = resource;
    throw new NotAllowedError(
      `you are not allowed to write actions of ${
        kpi || 'a node'
      } of ${entityRef}: ask ${
        owners.length ? `${owners.join(' or ')}, who own it, or ` : ''
      }the admin of the portal`,
    );
  }
}

function overdue({ state, due }: Action, day: string): boolean {
  return (
    due !== undefined && due < day && (state === 'open' || state === 'proposed')
  );
}

/** Overdue ones first, then those that are not over, by due date; the newest first. */
function compareActions(a: Action, b: Action, day: string): number {
  const isOver = ({ state }: Action) =>
    state === 'done' || state === 'cancelled';
  const dueOf = ({ due = NEVER }: Action) => due;
  return (
    Number(overdue(b, day)) - Number(overdue(a, day)) ||
    Number(isOver(a)) - Number(isOver(b)) ||
    (isOver(a) ? 0 : dueOf(a).localeCompare(dueOf(b))) ||
    b.createdAt.localeCompare(a.createdAt) ||
    b.id.localeCompare(a.id)
  );
}
