import { useView } from '../../state/useView';
import { ScopeScorecard } from '../../tree/ScopeScorecard';
import { NoTreeAtAll } from '../NoTreeAtAll';

/** The goal tree of the scope of the page. */
export const TreeTab = () => {
  const { scope } = useView();
  return (
    <ScopeScorecard
      scope={scope}
      empty={<NoTreeAtAll scope={scope} />}
      treeChosen
    />
  );
};
