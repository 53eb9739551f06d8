import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';

/** Who asks, an entity reference, if it is a user. */
export function userOf(
  auth: AuthService,
  credentials: BackstageCredentials,
): string | undefined {
  return auth.isPrincipal(credentials, 'user')
    ? credentials.principal.userEntityRef
    : undefined;
}
