import { AuthService, UserInfoService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { RequestContext } from '../access/RequestContexts';
import { toEntityRef } from '../router/toEntityRef';

/**
 * The owners that are asked for: the one that is named, else the caller and their groups.
 *
 * @throws `InputError` if none is named and the caller is no user, or if the name is no
 * entity reference
 */
export async function ownersAsked(
  owner: string | undefined,
  { credentials }: Pick<RequestContext, 'credentials'>,
  { auth, userInfo }: { auth: AuthService; userInfo: UserInfoService },
): Promise<string[]> {
  if (owner !== undefined) {
    return [toEntityRef(owner)];
  }
  if (!auth.isPrincipal(credentials, 'user')) {
    throw new InputError(
      'owner is missing: a caller that is not a user has to name one, such as group:default/payments',
    );
  }
  return (await userInfo.getUserInfo(credentials)).ownershipEntityRefs;
}
