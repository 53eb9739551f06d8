import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { useQuestion } from './useQuestion';

/** The references of the user and of the groups in whose name they own things. */
export type Me = { user: string; groups: string[] };

/** Who the user is; `undefined` until that is known. */
export function useMe(): Me | undefined {
  const identity = useApi(identityApiRef);
  const { value } = useQuestion<Me>([identity, 'me'], async () => {
    const { userEntityRef, ownershipEntityRefs } =
      await identity.getBackstageIdentity();
    return {
      user: userEntityRef,
      groups: ownershipEntityRefs.filter(ref => ref !== userEntityRef),
    };
  });
  return value;
}
