import { ownersAsked } from '../owned/ownersAsked';
import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { toScope } from '../router/toEntityRef';
import { CheckInService } from './CheckInService';
import { userOf } from './userOf';

/** As many check-ins as a page shows. */
const DEFAULT_CHECK_INS = 100;

/** As many KPIs as a page of missing ones looks at. */
const DEFAULT_MISSING = 50;

/** What owners say about their KPIs, and where they have not. */
export function addCheckInRoutes(
  router: KpiTreeRouter,
  {
    auth,
    httpAuth,
    userInfo,
    contextOf,
    audit,
    checkIns,
    checkInRights,
  }: RouterServices & { checkIns: CheckInService },
): void {
  router.get('/v1/check-ins', async (req, res) => {
    const context = await contextOf(req);
    const { scope, kpi, from, to, limit, cursor } = req.query;
    res.json(
      await checkIns.list(
        context,
        {
          ...(scope === undefined ? {} : { scope: toScope(scope) }),
          kpi,
          from,
          to,
          limit: limit ?? DEFAULT_CHECK_INS,
          cursor,
        },
        {
          by: userOf(auth, context.credentials),
          mayWrite: await checkInRights.of(context.credentials),
        },
      ),
    );
  });

  router.post('/v1/check-ins', async (req, res) => {
    const { principal } = await httpAuth.credentials(req, { allow: ['user'] });
    const context = await contextOf(req);
    const { scope, kpi, periodType, period, text, confidence } = req.body;
    const checkIn = await audit.record(
      req,
      {
        eventId: 'check-in-create',
        meta: { scope, kpi, periodType, period, confidence },
      },
      async () =>
        checkIns.add(
          context,
          { scope: toScope(scope), kpi, periodType, period },
          { text, confidence },
          {
            by: principal.userEntityRef,
            mayWrite: await checkInRights.of(context.credentials),
          },
        ),
    );
    res.status(201).json(checkIn);
  });

  router.get('/v1/check-ins/missing', async (req, res) => {
    const context = await contextOf(req);
    const { scope, owner, limit, cursor } = req.query;
    res.json(
      await checkIns.missing(context, {
        owners: await ownersAsked(owner, context, { auth, userInfo }),
        scope: toScope(scope),
        limit: limit ?? DEFAULT_MISSING,
        cursor,
      }),
    );
  });
}
