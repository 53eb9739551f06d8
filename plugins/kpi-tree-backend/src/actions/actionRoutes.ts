import { InputError } from '@backstage/errors';
import { ActionSubject } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { toEntityRef, toScope } from '../router/toEntityRef';
import { ActionService } from './ActionService';

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
    const { kpi, tree, node, limit, cursor } = rest;
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
          limit: limit ?? DEFAULT_ACTIONS,
          cursor,
        },
        await actionRights.of(context.credentials),
      ),
    );
  });

  router.post('/v1/actions', async (req, res) => {
    const { principal } = await httpAuth.credentials(req, { allow: ['user'] });
    const context = await contextOf(req);
    const { subject, fields } = req.body;
    const action = await audit.record(
      req,
      { eventId: 'action-create', meta: { ...subject } },
      async note => {
        const created = await actions.create(
          context,
          subjectOf(subject),
          fields,
          principal.userEntityRef,
          await actionRights.of(context.credentials),
        );
        note({ id: created.id });
        return created;
      },
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
    const version = versionOf(req.headers['if-match']);
    const action = await audit.record(
      req,
      { eventId: 'action-update', meta: { id, version } },
      async () =>
        actions.update(
          context,
          { id, version },
          req.body,
          principal.userEntityRef,
          await actionRights.of(context.credentials),
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

function etagOf({ version }: { version: number }): string {
  return `"${version}"`;
}

function versionOf(ifMatch: string | undefined): number {
  const [, version] = /^(?:W\/)?"(\d{1,9})"$/.exec(ifMatch ?? '') ?? [];
  if (version === undefined) {
    throw new InputError(
      `If-Match is ${
        ifMatch ?? 'missing'
      }: send the ETag of the action that you changed, such as "3"`,
    );
  }
  return Number(version);
}

function subjectOf(subject: ActionSubject): ActionSubject {
  const { kpi, tree, node } = subject;
  const scope = toScope(subject.scope);
  if (kpi !== undefined && tree === undefined && node === undefined) {
    return { scope, kpi };
  }
  if (kpi === undefined && tree !== undefined && node !== undefined) {
    return { scope, tree, node };
  }
  throw new InputError(
    'subject names neither a KPI nor a node: use { scope, kpi } or { scope, tree, node }',
  );
}
