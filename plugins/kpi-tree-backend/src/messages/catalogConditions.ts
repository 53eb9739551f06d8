import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  AuthorizeResult,
  ConditionalPolicyDecision,
} from '@backstage/plugin-permission-common';
import { z } from 'zod';
import { inChunks } from '../store/chunks';
import type { ApplyConditions } from './Readers';

/** The catalog takes bodies of 100 kB. */
const REFS_PER_REQUEST = 300;

const answerSchema = z.object({
  items: z.array(z.object({ result: z.array(z.string()) })).length(1),
});

/**
 * Asks the catalog which entities meet conditions, as the permission backend does.
 */
export function catalogConditions(options: {
  auth: AuthService;
  discovery: DiscoveryService;
}): ApplyConditions {
  const { auth, discovery } = options;
  const ask = async (
    conditions: ConditionalPolicyDecision['conditions'],
    entityRefs: string[],
  ): Promise<string[]> => {
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: 'catalog',
    });
    const response = await fetch(
      `${await discovery.getBaseUrl(
        'catalog',
      )}/.well-known/backstage/permissions/apply-conditions`,
      {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({
          items: [
            {
              id: 'readable',
              resourceType: 'catalog-entity',
              resourceRef: entityRefs,
              conditions,
            },
          ],
        }),
      },
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    const [{ result }] = answerSchema.parse(await response.json()).items;
    return entityRefs.filter(
      (_, index) => result[index] === AuthorizeResult.ALLOW,
    );
  };
  return async (conditions, entityRefs) => {
    const readable = new Set<string>();
    for (const part of inChunks(entityRefs, REFS_PER_REQUEST)) {
      (await ask(conditions, part)).forEach(ref => readable.add(ref));
    }
    return readable;
  };
}
