import { HttpRouterService } from '@backstage/backend-plugin-api';
import { Response } from 'express';
import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { toEntityRef } from '../router/toEntityRef';
import { BadgeService } from './BadgeService';
import { badgeSvg } from './badgeSvg';

/** Where the routes of badges begin. */
const BADGES_PATH = '/v1/badges';

/** How long a badge may be shown before it is requested again. */
const MAX_AGE_SECONDS = 300;

/**
 * Lets a browser show badges: with the cookie of whoever is signed in, or without
 * any where the admin made them public.
 */
export function addBadgePolicy(
  httpRouter: HttpRouterService,
  badges: BadgeService,
): void {
  httpRouter.addAuthPolicy({
    path: BADGES_PATH,
    allow: badges.isPublic ? 'unauthenticated' : 'user-cookie',
  });
}

/** Badges for READMEs: the status of an entity or of one of its KPIs. */
export function addBadgeRoutes(
  router: KpiTreeRouter,
  { contextOf, badges }: RouterServices & { badges: BadgeService },
): void {
  router.get('/v1/badges/:kind/:namespace/:name.svg', async (req, res) => {
    const request = { scope: toEntityRef(req.params), ...req.query };
    const badge = badges.isPublic
      ? await badges.publicBadge(request)
      : await badges.badge(
          await contextOf(req, {
            allow: ['user', 'service'],
            allowLimitedAccess: true,
          }),
          request,
        );
    sendSvg(res as unknown as Response, badgeSvg(badge), badges);
  });
}

/** Express adds the ETag, and answers 304 where nothing has changed. */
function sendSvg(res: Response, svg: string, { isPublic }: BadgeService): void {
  res
    .set({
      'Cache-Control': `${
        isPublic ? 'public' : 'private'
      }, max-age=${MAX_AGE_SECONDS}`,
      // It is a picture only, also where it is opened by itself
      'Content-Security-Policy': "default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
    })
    .type('image/svg+xml')
    .send(svg);
}
