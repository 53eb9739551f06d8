import {
  SearchFilterResultTypeBlueprint,
  SearchResultListItemBlueprint,
} from '@backstage/plugin-search-react/alpha';
import AccountTreeIcon from '@material-ui/icons/AccountTree';
import { isKpiTreeResult } from '../screens/search/isKpiTreeResult';

const searchResultListItem = SearchResultListItemBlueprint.make({
  params: {
    predicate: isKpiTreeResult,
    component: () =>
      import('../screens/search/KpiTreeSearchResult').then(
        m => m.KpiTreeSearchResult,
      ),
  },
});

const searchResultType = SearchFilterResultTypeBlueprint.make({
  params: { value: 'kpi-tree', name: 'KPIs', icon: <AccountTreeIcon /> },
});

/** How the search page of the new frontend system shows KPIs and trees. */
export const searchExtensions = [searchResultListItem, searchResultType];
