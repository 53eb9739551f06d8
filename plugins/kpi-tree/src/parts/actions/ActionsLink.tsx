import { Link } from '@backstage/core-components';
import type { Scope } from '../../api';
import { useActionCounts } from '../../queries/useActions';
import { usePortalPath } from '../links/usePortalPath';
import { ActionCountText } from './ActionCountText';

/**
 * How many actions of a scope and its members are not finished, with the way to them;
 * nothing if none is, or it is not known.
 */
export const ActionsLink = ({ scope }: { scope: Scope }) => {
  const { value } = useActionCounts(scope);
  const portal = usePortalPath();
  if (!value?.open) {
    return null;
  }
  const search = new URLSearchParams({ tab: 'actions', scope });
  const text = <ActionCountText count={value} />;
  return portal ? <Link to={`${portal}?${search}`}>{text}</Link> : text;
};
