import { z } from 'zod';
import type { PortfolioDefaults } from '../screens/portal/PortfolioDefaults';

const names = z.array(z.string()).optional();

/** How the portal page can be set up in `app.extensions`. */
export const portfolioConfigSchema = {
  tabs: names,
  defaultTab: z.string().optional(),
  defaultScope: z.string().optional(),
  defaultTree: z.string().optional(),
  defaultFilters: z
    .object({
      streams: names,
      personas: names,
      statuses: z
        .array(
          z.enum([
            'on-target',
            'at-risk',
            'off-target',
            'no-target',
            'incomplete',
            'no-data',
            'stale',
          ]),
        )
        .optional(),
      owners: names,
      tags: names,
    })
    .optional(),
} satisfies Record<keyof PortfolioDefaults, z.ZodType>;
