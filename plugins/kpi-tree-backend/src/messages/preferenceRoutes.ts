import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { DigestService } from './DigestService';

/** Which messages users want beside those about what happens. */
export function addPreferenceRoutes(
  router: KpiTreeRouter,
  {
    httpAuth,
    audit,
    digestService,
  }: RouterServices & { digestService: DigestService },
): void {
  router.get('/v1/message-preferences', async (req, res) => {
    const { principal } = await httpAuth.credentials(req, { allow: ['user'] });
    res.json(await digestService.read(principal.userEntityRef));
  });

  router.put('/v1/message-preferences', async (req, res) => {
    const { principal } = await httpAuth.credentials(req, { allow: ['user'] });
    const { digest } = req.body;
    const preferences = digest ? { digest } : {};
    await audit.record(
      req,
      { eventId: 'message-preferences-write', meta: preferences },
      async () => digestService.write(principal.userEntityRef, preferences),
    );
    res.json(preferences);
  });
}
