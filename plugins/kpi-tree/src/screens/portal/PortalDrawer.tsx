import { useLayoutEffect, useRef, useState } from 'react';
import type { Scope } from '../../api';
import { ScorecardDrawer } from '../../parts/drawer/ScorecardDrawer';
import { useKpiTreeParams } from '../../parts/view/useKpiTreeParams';
import { useScorecardOfView } from '../../parts/view/useScorecardOfView';
import { useView } from '../../parts/view/useView';

type PortalDrawerProps = { scope: Scope };

/**
 * The drawer of the KPI of the address, for tabs that have none of their own. The
 * focus returns to where it was.
 */
export const PortalDrawer = ({ scope }: PortalDrawerProps) => {
  const { params } = useKpiTreeParams();
  const [wanted, setWanted] = useState(false);
  const opener = useRef<Element | null>(null);
  // Before the drawer takes the focus
  useLayoutEffect(() => {
    if (params.kpi) {
      opener.current = document.activeElement;
      setWanted(true);
    }
  }, [params.kpi]);
  return wanted ? (
    <LoadedDrawer
      scope={scope}
      onClosed={() => {
        if (
          opener.current instanceof HTMLElement ||
          opener.current instanceof SVGElement
        ) {
          opener.current.focus();
        }
      }}
    />
  ) : null;
};

function LoadedDrawer({
  scope,
  onClosed,
}: PortalDrawerProps & { onClosed: () => void }) {
  const { value } = useScorecardOfView(scope);
  const view = useView();
  const tree =
    value?.trees.find(({ name }) => name === view.tree) ?? value?.trees.at(0);
  return value && tree ? (
    <ScorecardDrawer scorecard={value} tree={tree} onClosed={onClosed} />
  ) : null;
}
