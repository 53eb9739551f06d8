import { SearchResultListItemExtensions } from '@backstage/plugin-search-react';
import { screen } from '@testing-library/react';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { KpiTreeSearchResultListItem } from '../../plugin';

const result = (type: string, kind: string, title: string) => ({
  type,
  document: {
    title,
    text: 'From opened to restored',
    location: '/catalog/kpi-library/kpi/incident-mttr',
    kind,
    namespace: 'kpi-library',
    owner: 'group:default/incident-management',
    lifecycle: 'production',
  },
});

describe('KpiTreeSearchResultListItem', () => {
  it('tells what was found, whose it is, and leads there', async () => {
    await renderInPortal(
      <SearchResultListItemExtensions
        results={[
          result('kpi-tree', 'Kpi', 'Mean time to restore'),
          result('kpi-tree', 'KpiTree', 'IT transformation'),
          result('techdocs', 'Component', 'A page of the docs'),
        ]}
      >
        <KpiTreeSearchResultListItem />
      </SearchResultListItemExtensions>,
    );
    expect(
      await screen.findByRole('link', { name: 'Mean time to restore' }),
    ).toHaveAttribute('href', '/catalog/kpi-library/kpi/incident-mttr');
    expect(screen.getByText('KPI')).toBeInTheDocument();
    expect(screen.getByText('KPI tree')).toBeInTheDocument();
    expect(screen.getAllByText('of the library')).toHaveLength(2);
    expect(
      screen.getAllByRole('link', { name: /incident-management/ })[0],
    ).toHaveAttribute('href', '/catalog/default/group/incident-management');
  });
});
