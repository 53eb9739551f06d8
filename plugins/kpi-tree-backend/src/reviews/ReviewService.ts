import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  addPeriods,
  Review,
  ReviewChange,
  ReviewFields,
  ReviewPage,
  ReviewSubject,
  ReviewView,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiOfEntity } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { RequestContext } from '../access/RequestContexts';
import {
  findSubject,
  SeenSubject,
  seenSubject,
} from '../actions/actionSubjects';
import { assertDates } from '../clock/assertDates';
import { comparedPeriods } from '../clock/comparedPeriods';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { ReviewStore } from '../store/ReviewStore';
import { readReviewFields } from './readReviewFields';
import { ReviewContents } from './ReviewContents';

/** Whether the caller may write reviews of a scope by a tree. */
type MayWrite = (kpi: KpiOfEntity) => boolean;

/** Periods of scopes that people talk through, with what they decide. */
export class ReviewService {
  constructor(
    private readonly options: {
      store: ReviewStore;
      contents: ReviewContents;
      /** The context of the portal itself, which may read everything. */
      wholeContext: () => Promise<RequestContext>;
      config: Pick<KpiTreeConfig, 'now'>;
    },
  ) {}

  /**
   * Those whose scope and tree the caller may read, the newest period first.
   *
   * @throws `NotFoundError` if both are given and the caller may not read them
   */
  async list(
    context: RequestContext,
    { scope, tree }: { scope?: string; tree?: string },
    mayWrite: MayWrite,
  ): Promise<ReviewPage> {
    const { definitions } = context;
    const items = (await this.options.store.list({ scope, tree })).filter(
      review => seen(context, review) !== undefined,
    );
    if (scope === undefined || tree === undefined) {
      return { items };
    }
    const { resource } = await findSubject(context, {
      scope,
      tree,
      node: definitions.tree(tree).spec.root.id,
    });
    return { items, mayWrite: mayWrite(resource) };
  }

  /**
   * Begins one, from what was decided in the one before.
   *
   * @param by - who begins it, an entity reference
   * @throws `InputError` if the period is not over; `NotFoundError` if the caller may not
   * read the scope or the tree; `ConflictError` if there is one of this period;
   * `NotAllowedError` if they may not write
   */
  async begin(
    context: RequestContext,
    subject: ReviewSubject,
    by: string,
    mayWrite: MayWrite,
  ): Promise<ReviewView> {
    const { store, config } = this.options;
    const { scope, tree, periodType } = subject;
    const { root } = context.definitions.tree(tree).spec;
    assertMayWrite(
      await findSubject(context, { scope, tree, node: root.id }),
      tree,
      mayWrite,
    );
    const { from, to: period } = comparedPeriods(
      { to: subject.period },
      periodType,
      context.day,
      { from: 'compare', to: 'period' },
    );
    const before = (await store.list({ scope, tree })).find(
      review => review.state === 'closed' && review.asOf < period,
    );
    const endOf = (start: string) =>
      addPeriods(addPeriods(start, periodType, 1), 'day', -1);
    const compare = before?.asOf ?? endOf(from);
    // Once stored, it could not be read any more
    assertDates({ compare });
    const created = await store.create(
      { scope, tree, periodType, period },
      {
        asOf: endOf(period),
        compare,
        ...(before ? { previous: before.id } : {}),
      },
      { decisions: [] },
      { by, at: config.now().toISOString() },
    );
    if (!created) {
      throw new ConflictError(
        `There is a review of ${scope} by ${tree} for the ${periodType} of ${period}: go on with that one`,
      );
    }
    return this.view(context, created, mayWrite);
  }

  /**
   * @throws `NotFoundError` if there is none, or the caller may not read its scope or tree
   */
  async read(
    context: RequestContext,
    id: string,
    mayWrite: MayWrite,
  ): Promise<ReviewView> {
    return this.view(context, await this.find(context, id), mayWrite);
  }

  /**
   * What people had written after each change, the newest first.
   *
   * @throws `NotFoundError` as {@link read}
   */
  async changes(context: RequestContext, id: string): Promise<ReviewChange[]> {
    await this.find(context, id);
    return this.options.store.versions(id);
  }

  /**
   * Writes what people say and decide, and closes the review if that is said: then it stays
   * as it is.
   *
   * @param version - that the writer has seen
   * @throws `InputError` if a field is wrong; `ConflictError` if somebody changed it since,
   * or it is closed; else as {@link begin}
   */
  async write(
    context: RequestContext,
    { id, version, close }: { id: string; version: number; close?: boolean },
    body: ReviewFields,
    by: string,
    mayWrite: MayWrite,
  ): Promise<ReviewView> {
    const { store, contents, wholeContext, config } = this.options;
    const review = await this.find(context, id);
    assertMayWrite(seen(context, review)!, review.tree, mayWrite);
    const written = await store.update(
      id,
      version,
      {
        fields: readReviewFields(body),
        // Whoever closes it, all of it is kept; who may not see all is not shown what is kept
        ...(close
          ? { content: await contents.of(await wholeContext(), review) }
          : {}),
      },
      { by, at: config.now().toISOString() },
    );
    if (!written) {
      const now = (await store.read(id)) ?? review;
      throw new ConflictError(
        now.state === 'closed'
          ? `Review ${id} was closed by ${now.closedBy} at ${now.closedAt}: what is new belongs into the next one`
          : `Review ${id} was changed by ${now.changedBy} at ${now.changedAt}: If-Match has version ${version}, and it is ${now.version} now. Read it again and repeat the change`,
      );
    }
    return this.view(context, written, mayWrite);
  }

  private async find(context: RequestContext, id: string): Promise<Review> {
    const review = await this.options.store.read(id);
    if (!review || !seen(context, review)) {
      throw new NotFoundError(
        `There is no review ${id}, or you are not allowed to read what it is of`,
      );
    }
    return review;
  }

  private async view(
    context: RequestContext,
    review: Review,
    mayWrite: MayWrite,
  ): Promise<ReviewView> {
    const { store, contents } = this.options;
    const { scope, tree, previous, id } = review;
    const found = await findSubject(context, {
      scope,
      tree,
      node: context.definitions.tree(tree).spec.root.id,
    });
    const isClosed = review.state === 'closed';
    const kept =
      isClosed && !context.visibility.isLimited
        ? await store.readContent(id)
        : undefined;
    const ofClosed = kept ? 'kept' : 'recomputed';
    const origin = isClosed ? ofClosed : 'live';
    const scopeTitle = context.definitions.entities.get(scope)?.title;
    const last = previous ? await store.read(previous) : undefined;
    return {
      ...review,
      treeTitle: context.definitions.tree(tree).metadata.title ?? tree,
      ...(scopeTitle ? { scopeTitle } : {}),
      mayWrite: !isClosed && mayWrite(found.resource),
      content: kept ?? (await contents.of(context, review)),
      origin,
      ...(last
        ? {
            last: {
              id: last.id,
              period: last.period,
              asOf: last.asOf,
              ...(last.notes ? { notes: last.notes } : {}),
              decisions: last.decisions,
            },
          }
        : {}),
    };
  }
}

/** What it is of, as the caller sees it; nothing if they may not read it. */
function seen(
  { definitions }: RequestContext,
  { scope, tree }: Review,
): SeenSubject | undefined {
  const root = definitions.trees.get(tree)?.spec.root;
  return root && seenSubject(definitions, { scope, tree, node: root.id });
}

function assertMayWrite(
  { resource }: SeenSubject,
  tree: string,
  mayWrite: MayWrite,
): void {
  if (!mayWrite(resource)) {
    const { entityRef, owners } = resource;
    throw new NotAllowedError(
      `you are not allowed to write reviews of ${entityRef} by ${tree}: ask ${
        owners.length ? `${owners.join(' or ')}, who own it, or ` : ''
      }the admin of the portal`,
    );
  }
}
