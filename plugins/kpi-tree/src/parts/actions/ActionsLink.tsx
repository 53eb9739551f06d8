import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { Scope } from '../../api';
import { useActionCounts } from '../../queries/useActions';
import { rootRouteRef } from '../links/routes';
import { ActionCountText } from './ActionCountText';

/**
 * How many actions of a scope and its members are not finished, with the way to them;
 * nothing if none is, or it is not known.
 */
export const ActionsLink = ({ scope }: { scope: Scope }) => {
  const { value } = useActionCounts(scope);
  const portalPage = useRouteRef(rootRouteRef);
  if (!value?.open) {
    return null;
  }
  const search = new URLSearchParams({ tab: 'actions', scope });
  return (
    <Link to={`${portalPage()}?${search}`}>
      <ActionCountText count={value} />
    </Link>
  );
};
