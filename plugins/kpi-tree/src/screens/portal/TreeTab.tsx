import { NoTreeYet } from '../../parts/notices/NoTreeYet';
import { useView } from '../../parts/view/useView';
import { ScopeScorecard } from '../tree/ScopeScorecard';

/** The goal tree of the scope of the page. */
export const TreeTab = () => {
  const { scope } = useView();
  return (
    <ScopeScorecard
      scope={scope}
      empty={<NoTreeYet scope={scope} />}
      treeChosen
    />
  );
};
