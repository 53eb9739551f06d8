import { etagOf, versionOf } from '../router/etags';
import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { toEntityRef, toScope } from '../router/toEntityRef';
import { ActionService } from './ActionService';
import { createAction } from './createAction';

/** As many actions as a page shows. */
const DEFAULT_ACTIONS = 50;

/** What owners do to improve KPIs. */
export function addActionRoutes(
  router: KpiTreeRouter,
  {
    httpAuth,
    contextOf,
    audit,
    actions,
    actionRights,
  }: RouterServices & { actions: ActionService },
): void {
  router.get('/v1/actions', async (req, res) => {
    const context = await contextOf(req);
    const { scope, owner, state, overdue, effect, ...rest } = req.query;
    const { kpi, tree, node, below, limit, cursor } = rest;
    res.json(
      await actions.list(
        context,
        {
          ...(scope === undefined ? {} : { scope: toScope(scope) }),
          ...(owner === undefined ? {} : { owners: owner.map(toEntityRef) }),
          states: state,
          isOverdue: overdue,
          verdicts: effect,
          kpi,
          tree,
          node,
          below,
          limit: limit ?? DEFAULT_ACTIONS,
          cursor,
        },
        await actionRights.of(context.credentials),
      ),
    );
  });

  // Before the ids, none of which is this
  router.get('/v1/actions/counts', async (req, res) => {
    const { scope, ...rest } = req.query;
    res.json(
      await actions.counts(await contextOf(req), {
        scope: toScope(scope),
        ...rest,
      }),
    );
  });

  router.post('/v1/actions', async (req, res) => {
    const { principal } = await httpAuth.credentials(req, { allow: ['user'] });
    const context = await contextOf(req);
    const { subject, fields } = req.body;
    const by = principal.userEntityRef;
    const action = await createAction(
      req,
      context,
      { subject, fields, by },
      { audit, actions, actionRights },
    );
    res.status(201).set('ETag', etagOf(action)).json(action);
  });

  router.get('/v1/actions/:id', async (req, res) => {
    const context = await contextOf(req);
    const action = await actions.read(
      context,
      req.params.id,
      await actionRights.of(context.credentials),
    );
    res.set('ETag', etagOf(action)).json(action);
  });

  router.put('/v1/actions/:id', async (req, res) => {
    const { principal } = await httpAuth.credentials(req, { allow: ['user'] });
    const context = await contextOf(req);
    const { id } = req.params;
    const version = versionOf(req.headers['if-match'], 'action');
    const action = await audit.record(
      req,
      { eventId: 'action-update', meta: { id, version } },
      async () =>
        actions.update(
          context,
          { id, version },
          req.body,
          principal.userEntityRef,
          (await actionRights.check(context.credentials)) ?? (() => true),
        ),
    );
    res.set('ETag', etagOf(action)).json(action);
  });

  router.get('/v1/actions/:id/changes', async (req, res) => {
    res.json({
      items: await actions.changes(await contextOf(req), req.params.id),
    });
  });
}
