import { screen } from '@testing-library/react';
import { MockKpiTreeApi, portfolioScorecard } from '../../fixtures';
import { OverviewPanel } from '../../screens/overview/OverviewPanel';
import { ScorecardView } from '../../screens/tree/ScorecardView';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import '../charts/HistoryChart';
import '../drawer/KpiDrawer';

const mock = new MockKpiTreeApi();
const note =
  'Excludes members that you are not allowed to see and, for past dates, those no longer in the catalog.';
const partial = true as const;

const api: Partial<MockKpiTreeApi> = {
  getScorecard: async (...asked) => ({
    ...(await mock.getScorecard(...asked)),
    partial,
  }),
  getSeries: async (...asked) => ({
    ...(await mock.getSeries(...asked)),
    partial,
  }),
  getContributions: async (...asked) => ({
    ...(await mock.getContributions(...asked)),
    partial,
  }),
};

describe('that members may be missing', () => {
  it('is said with a scorecard', async () => {
    await renderInPortal(
      <ScorecardView scorecard={{ ...portfolioScorecard(), partial }} />,
    );
    expect(await screen.findByText(note)).toBeVisible();
  });

  it('is said on the overview', async () => {
    await renderInPortal(<OverviewPanel />, { api });
    expect(await screen.findByText(note)).toBeVisible();
  });

  it('is said below a history and what explains its change', async () => {
    await renderInPortal(<ScorecardView scorecard={portfolioScorecard()} />, {
      search: '?kpi=incident-mttr',
      api,
    });
    expect(await screen.findAllByText(note)).toHaveLength(2);
  });

  it('is not said to whoever may see everything', async () => {
    await renderInPortal(<ScorecardView scorecard={portfolioScorecard()} />, {
      search: '?kpi=incident-mttr',
    });
    expect(await screen.findByRole('slider')).toBeVisible();
    expect(screen.queryByText(note)).not.toBeInTheDocument();
  });
});
