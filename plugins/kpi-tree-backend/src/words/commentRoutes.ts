import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { etagOf, versionOf } from '../router/etags';
import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { toScope } from '../router/toEntityRef';
import { CommentService } from './CommentService';
import { userOf } from './userOf';

/** As many comments as a page shows. */
const DEFAULT_COMMENTS = 100;

/** What people say about periods of KPIs. */
export function addCommentRoutes(
  router: KpiTreeRouter,
  {
    auth,
    httpAuth,
    contextOf,
    audit,
    comments,
    commentRights,
  }: RouterServices & { comments: CommentService },
): void {
  const readerOf = async (credentials: BackstageCredentials) => ({
    by: userOf(auth, credentials),
    mayWrite: await commentRights.of(credentials),
  });

  /** @throws `NotAllowedError` if they may write nowhere */
  const writerOf = async (credentials: BackstageCredentials, by: string) => ({
    by,
    mayWrite: (await commentRights.check(credentials)) ?? (() => true),
  });

  router.get('/v1/comments', async (req, res) => {
    const context = await contextOf(req);
    const { scope, kpi, from, to, limit, cursor } = req.query;
    res.json(
      await comments.list(
        context,
        {
          ...(scope === undefined ? {} : { scope: toScope(scope) }),
          kpi,
          from,
          to,
          limit: limit ?? DEFAULT_COMMENTS,
          cursor,
        },
        await readerOf(context.credentials),
      ),
    );
  });

  router.post('/v1/comments', async (req, res) => {
    const { principal } = await httpAuth.credentials(req, { allow: ['user'] });
    const context = await contextOf(req);
    const { scope, kpi, periodType, period, text } = req.body;
    const comment = await audit.record(
      req,
      {
        eventId: 'comment-create',
        meta: { scope, kpi, periodType, period },
      },
      async note => {
        const created = await comments.create(
          context,
          { scope: toScope(scope), kpi, periodType, period },
          text,
          await writerOf(context.credentials, principal.userEntityRef),
        );
        note({ id: created.id });
        return created;
      },
    );
    res.status(201).set('ETag', etagOf(comment)).json(comment);
  });

  router.get('/v1/comments/:id', async (req, res) => {
    const context = await contextOf(req);
    const comment = await comments.read(
      context,
      req.params.id,
      await readerOf(context.credentials),
    );
    res.set('ETag', etagOf(comment)).json(comment);
  });

  router.put('/v1/comments/:id', async (req, res) => {
    const { principal } = await httpAuth.credentials(req, { allow: ['user'] });
    const context = await contextOf(req);
    const { id } = req.params;
    const version = versionOf(req.headers['if-match'], 'comment');
    const comment = await audit.record(
      req,
      { eventId: 'comment-update', meta: { id, version } },
      async () =>
        comments.update(
          context,
          { id, version },
          req.body.text,
          await writerOf(context.credentials, principal.userEntityRef),
        ),
    );
    res.set('ETag', etagOf(comment)).json(comment);
  });

  router.delete('/v1/comments/:id', async (req, res) => {
    const { principal } = await httpAuth.credentials(req, { allow: ['user'] });
    const context = await contextOf(req);
    const { id } = req.params;
    const version = versionOf(req.headers['if-match'], 'comment');
    await audit.record(
      req,
      { eventId: 'comment-delete', meta: { id, version } },
      async () =>
        comments.delete(
          context,
          { id, version },
          await writerOf(context.credentials, principal.userEntityRef),
        ),
    );
    res.status(204).end();
  });

  router.get('/v1/comments/:id/changes', async (req, res) => {
    const context = await contextOf(req);
    res.json({
      items: await comments.changes(
        context,
        req.params.id,
        await readerOf(context.credentials),
      ),
    });
  });
}
