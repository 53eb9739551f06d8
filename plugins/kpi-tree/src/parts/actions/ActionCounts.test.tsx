import { screen } from '@testing-library/react';
import type { ActionCounts } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { ScopeScorecard } from '../../screens/tree/ScopeScorecard';

const scope = 'component:default/actions';

async function show(counts: ActionCounts) {
  const getActionCounts = jest.fn(async () => counts);
  await renderInPortal(<ScopeScorecard scope={scope} />, {
    api: { getActionCounts },
  });
  await screen.findByRole('treegrid');
  return getActionCounts;
}

describe('how many actions are not finished', () => {
  it('is told of KPIs, nodes and the whole, asked for once', async () => {
    const asked = await show({
      open: 3,
      overdue: 1,
      items: [
        { kpi: 'incident-mttr', open: 2, overdue: 1 },
        {
          tree: 'it-transformation',
          node: 'detect-to-correct',
          open: 1,
          overdue: 0,
        },
      ],
    });
    expect(
      await screen.findByRole('link', { name: '3 open actions, 1 overdue' }),
    ).toHaveAttribute(
      'href',
      '/kpi-tree?tab=actions&scope=component%3Adefault%2Factions',
    );
    expect(
      screen.getByRole('gridcell', {
        name: 'Mean time to restore 2 open actions, 1 overdue',
      }),
    ).toBeVisible();
    expect(
      screen.getByRole('gridcell', { name: /^Incident management.*2 open/ }),
    ).toBeVisible();
    expect(
      screen.getByRole('gridcell', { name: /^Detect to Correct.*3 open/ }),
    ).toBeVisible();
    expect(
      screen.queryByRole('gridcell', { name: /^Release management.*open/ }),
    ).not.toBeInTheDocument();
    expect(asked).toHaveBeenCalledTimes(1);
    expect(asked).toHaveBeenCalledWith({ scope, below: true });
  });

  it('takes no room where there is none', async () => {
    await show({ open: 0, overdue: 0, items: [] });
    expect(screen.queryByText(/open action/)).not.toBeInTheDocument();
  });
});
