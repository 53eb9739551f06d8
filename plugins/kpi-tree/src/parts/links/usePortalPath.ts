import { useRouteRef } from '@backstage/core-plugin-api';
import { rootRouteRef } from './routes';

/** The path of the portal page; nothing in an app that has the card or tab only. */
export function usePortalPath(): string | undefined {
  try {
    return useRouteRef(rootRouteRef)();
  } catch {
    // It is not mounted, which does not change while the app runs
    return undefined;
  }
}
