import { etagOf, versionOf } from '../router/etags';
import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { toScope } from '../router/toEntityRef';
import { ReviewService } from './ReviewService';

/** Reviews: periods of scopes that people talk through. */
export function addReviewRoutes(
  router: KpiTreeRouter,
  {
    httpAuth,
    contextOf,
    audit,
    reviews,
    reviewRights,
  }: RouterServices & { reviews: ReviewService },
): void {
  router.get('/v1/reviews', async (req, res) => {
    const context = await contextOf(req);
    const { scope, tree } = req.query;
    res.json(
      await reviews.list(
        context,
        { ...(scope === undefined ? {} : { scope: toScope(scope) }), tree },
        await reviewRights.of(context.credentials),
      ),
    );
  });

  router.post('/v1/reviews', async (req, res) => {
    const { principal } = await httpAuth.credentials(req, { allow: ['user'] });
    const context = await contextOf(req);
    const { scope, tree, periodType, period } = req.body;
    const review = await audit.record(
      req,
      { eventId: 'review-begin', meta: { scope, tree, period } },
      async note => {
        const begun = await reviews.begin(
          context,
          { scope: toScope(scope), tree, periodType, period },
          principal.userEntityRef,
          await reviewRights.of(context.credentials),
        );
        note({ id: begun.id });
        return begun;
      },
    );
    res.status(201).set('ETag', etagOf(review)).json(review);
  });

  router.get('/v1/reviews/:id', async (req, res) => {
    const context = await contextOf(req);
    const review = await reviews.read(
      context,
      req.params.id,
      await reviewRights.of(context.credentials),
    );
    res.set('ETag', etagOf(review)).json(review);
  });

  router.put('/v1/reviews/:id', async (req, res) => {
    const { principal } = await httpAuth.credentials(req, { allow: ['user'] });
    const context = await contextOf(req);
    const { id } = req.params;
    const { close } = req.query;
    const version = versionOf(req.headers['if-match'], 'review');
    const review = await audit.record(
      req,
      {
        eventId: close ? 'review-close' : 'review-write',
        meta: { id, version },
      },
      async () =>
        reviews.write(
          context,
          { id, version, close },
          req.body,
          principal.userEntityRef,
          (await reviewRights.check(context.credentials)) ?? (() => true),
        ),
    );
    res.set('ETag', etagOf(review)).json(review);
  });

  router.get('/v1/reviews/:id/changes', async (req, res) => {
    res.json({
      items: await reviews.changes(await contextOf(req), req.params.id),
    });
  });
}
