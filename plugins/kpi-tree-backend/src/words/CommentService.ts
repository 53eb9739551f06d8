import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  KpiComment,
  KpiCommentChange,
  KpiCommentPage,
  KpiCommentView,
  PeriodSubject,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { z } from 'zod';
import { RequestContext } from '../access/RequestContexts';
import { assertDates } from '../clock/assertDates';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { readCursor, writeCursor } from '../paging/cursor';
import {
  CommentFilter,
  CommentStore,
  CommentText,
} from '../store/CommentStore';
import {
  assertMayWrite,
  assertPeriod,
  findKpi,
  MayWrite,
  seenKpi,
  SeenKpi,
} from './kpiSubjects';
import { readMentions } from './readMentions';
import { readText } from './readText';

/** As long as a page. */
const MAX_TEXT = 4_000;

/** Which comments somebody asks for. */
export type CommentRequest = CommentFilter & {
  limit: number;
  cursor?: string;
};

/** Who asks, and what they may write. */
export type CommentWriter = {
  /** An entity reference; not given for services, which write nothing. */
  by: string | undefined;
  mayWrite: MayWrite;
};

const positionSchema = z.object({ place: z.int().nonnegative() });

/**
 * What people say about periods of KPIs. Nobody sees a comment whose entity or Kpi they
 * may not read. Whom comments mention is told by what asks the store for it.
 */
export class CommentService {
  constructor(
    private readonly options: {
      store: CommentStore;
      config: Pick<KpiTreeConfig, 'now'>;
    },
  ) {}

  /**
   * A page of comments, those of the newest periods first.
   *
   * @throws `InputError` if a date or the cursor is wrong; `NotFoundError` if one KPI of
   * one scope is asked for that the caller may not read
   */
  async list(
    context: RequestContext,
    { limit, cursor, ...filter }: CommentRequest,
    writer: CommentWriter,
  ): Promise<KpiCommentPage> {
    const { scope, kpi, from, to } = filter;
    assertDates({ from, to });
    const place = readCursor(cursor, positionSchema)?.place ?? 0;
    const one =
      scope !== undefined && kpi !== undefined
        ? await findKpi(context, { scope, kpi })
        : undefined;
    const all = (await this.options.store.list(filter)).flatMap(comment => {
      const seen = seenKpi(context.definitions, comment);
      return seen ? [{ comment, seen }] : [];
    });
    const next = place + limit;
    return {
      items: all
        .slice(place, next)
        .map(({ comment, seen }) => toView(comment, seen, writer)),
      total: all.length,
      ...(next < all.length
        ? { nextCursor: writeCursor({ place: next }) }
        : {}),
      ...(one
        ? {
            mayWrite: writer.by !== undefined && writer.mayWrite(one.resource),
          }
        : {}),
    };
  }

  /**
   * @throws `NotFoundError` if there is none, or the caller may not read what it is about
   */
  async read(
    context: RequestContext,
    id: string,
    writer: CommentWriter,
  ): Promise<KpiCommentView> {
    const { comment, seen } = await this.find(context, id);
    return toView(comment, seen, writer);
  }

  /**
   * What it was like after each change, the newest first; also of a deleted one for those
   * who may write there.
   *
   * @throws `NotFoundError` as {@link read}
   */
  async changes(
    context: RequestContext,
    id: string,
    { mayWrite }: CommentWriter,
  ): Promise<KpiCommentChange[]> {
    await this.find(context, id, mayWrite);
    return this.options.store.versions(id);
  }

  /**
   * @param by - who writes, an entity reference
   * @throws `InputError` if a field is wrong; `NotFoundError` if the caller may not read
   * what it is about; `NotAllowedError` if they may not write
   */
  async create(
    context: RequestContext,
    subject: PeriodSubject,
    text: string,
    { by, mayWrite }: CommentWriter & { by: string },
  ): Promise<KpiCommentView> {
    const { store, config } = this.options;
    const seen = await findKpi(context, subject);
    assertMayWrite(seen, mayWrite, 'comments');
    assertPeriod(context, subject);
    const written = checked(context, text);
    const at = config.now().toISOString();
    const comment = await store.create(subject, written, { by, at });
    return toView(comment, seen, { by, mayWrite });
  }

  /**
   * @param version - that the writer has seen
   * @throws `ConflictError` if it was changed since; `NotAllowedError` if somebody else
   * wrote it; else as {@link create}
   */
  async update(
    context: RequestContext,
    { id, version }: { id: string; version: number },
    text: string,
    writer: CommentWriter & { by: string },
  ): Promise<KpiCommentView> {
    const { store, config } = this.options;
    const { comment, seen } = await this.find(context, id);
    assertIsTheirs(comment, seen, writer);
    const written = checked(context, text);
    const at = config.now().toISOString();
    const { by } = writer;
    const changed = await store.update(id, version, written, { by, at });
    if (!changed) {
      throw await this.conflict(comment, version);
    }
    return toView(changed, seen, writer);
  }

  /**
   * Deletes a comment; what it was like is kept.
   *
   * @throws as {@link update}
   */
  async delete(
    context: RequestContext,
    { id, version }: { id: string; version: number },
    writer: CommentWriter & { by: string },
  ): Promise<void> {
    const { store, config } = this.options;
    const { comment, seen } = await this.find(context, id);
    assertIsTheirs(comment, seen, writer);
    const at = config.now().toISOString();
    if (!(await store.delete(id, version, { by: writer.by, at }))) {
      throw await this.conflict(comment, version);
    }
  }

  private async conflict(comment: KpiComment, version: number): Promise<Error> {
    const { store } = this.options;
    const now = (await store.read(comment.id))?.comment ?? comment;
    return new ConflictError(
      `Comment ${now.id} was changed at ${now.changedAt}: If-Match has version ${version}, and it is ${now.version} now. Read it again and repeat the change`,
    );
  }

  /** @param mayWrite - given, finds also what was deleted, for those who may write there */
  private async find(
    { definitions }: RequestContext,
    id: string,
    mayWrite: MayWrite = () => false,
  ): Promise<{ comment: KpiComment; seen: SeenKpi }> {
    const found = await this.options.store.read(id);
    const seen = found && seenKpi(definitions, found.comment);
    if (!seen || (found.isDeleted && !mayWrite(seen.resource))) {
      throw new NotFoundError(
        `There is no comment ${id}, or you are not allowed to read what it is about`,
      );
    }
    return { comment: found.comment, seen };
  }
}

function toView(
  comment: KpiComment,
  { title, resource }: SeenKpi,
  { by, mayWrite }: CommentWriter,
): KpiCommentView {
  return {
    ...comment,
    kpiTitle: title,
    mayChange: comment.createdBy === by && mayWrite(resource),
  };
}

function checked(
  { definitions }: RequestContext,
  written: string,
): CommentText {
  const text = readText('text', written, MAX_TEXT);
  return {
    text,
    mentions: readMentions(text, ref => definitions.entities.has(ref)),
  };
}

function assertIsTheirs(
  { id, createdBy }: KpiComment,
  seen: SeenKpi,
  { by, mayWrite }: CommentWriter,
): void {
  assertMayWrite(seen, mayWrite, 'comments');
  if (createdBy !== by) {
    throw new NotAllowedError(
      `you are not allowed to change comment ${id}: ask ${createdBy}, who wrote it, or answer with one of your own`,
    );
  }
}
