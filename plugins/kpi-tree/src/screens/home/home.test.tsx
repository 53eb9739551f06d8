import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { MockKpiTreeApi } from '../../fixtures';
import { HomePageMyKpis, HomePageValueStream } from '../../plugin';

const mock = new MockKpiTreeApi();

describe('the widget "My KPIs"', () => {
  it('counts what the user owns, and leads to the worst five and to all', async () => {
    await renderInPortal(<HomePageMyKpis />);
    expect(await screen.findByText('My KPIs')).toBeInTheDocument();
    const worst = await screen.findByRole('list', {
      name: 'Those that need attention most',
    });
    const lines = within(worst).getAllByRole('listitem');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toHaveTextContent('Off target');
    expect(within(lines[0]).getByRole('link').getAttribute('href')).toMatch(
      /^\/catalog\/default\/component\/actions\/kpi-tree\?tree=it-transformation&kpi=/,
    );
    expect(
      within(screen.getByRole('list', { name: 'By status' })).getAllByRole(
        'listitem',
      ).length,
    ).toBeGreaterThan(1);
    expect(
      screen.getByRole('link', { name: /^Show all \d+ of your KPIs$/ }),
    ).toHaveAttribute('href', '/kpi-tree?tab=mine');
  });

  it('says how a KPI gets an owner if there is none', async () => {
    await renderInPortal(<HomePageMyKpis />, {
      api: {
        getOwned: async () => ({
          owners: [],
          items: [],
          totalItems: 0,
          counts: {},
        }),
      },
    });
    expect(
      await screen.findByText(/annotation kpi-tree.io\/owner/),
    ).toBeInTheDocument();
  });

  it('tries again after an error', async () => {
    const getOwned = jest
      .fn(() => mock.getOwned())
      .mockRejectedValueOnce(new Error('away'));
    await renderInPortal(<HomePageMyKpis />, { api: { getOwned } });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Try again' }),
    );
    expect(
      await screen.findByRole('list', {
        name: 'Those that need attention most',
      }),
    ).toBeInTheDocument();
  });
});

describe('the widget "Value stream"', () => {
  it('tells how the first one stands, and which of its KPIs need attention', async () => {
    await renderInPortal(<HomePageValueStream />);
    expect(
      await screen.findByRole('img', { name: /^Score \d+ of 100$/ }),
    ).toBeInTheDocument();
    const worst = screen.getByRole('list', {
      name: 'Its KPIs that need attention most',
    });
    expect(within(worst).getAllByRole('link')[0].getAttribute('href')).toMatch(
      /^\/kpi-tree\?tab=tree&scope=all&tree=it-transformation&kpi=/,
    );
  });

  it('shows the node and scope of its settings', async () => {
    const getScorecard = jest.fn((...args: [string]) =>
      mock.getScorecard(...args),
    );
    await renderInPortal(
      <HomePageValueStream
        scope="component:default/actions"
        tree="it-transformation"
        node="it-transformation"
      />,
      { api: { getScorecard } },
    );
    expect(
      await screen.findByRole('link', { name: 'Show the KPI tree' }),
    ).toHaveAttribute(
      'href',
      `/kpi-tree?${new URLSearchParams({
        tab: 'tree',
        scope: 'component:default/actions',
        tree: 'it-transformation',
      })}`,
    );
    expect(getScorecard).toHaveBeenCalledWith('component:default/actions');
  });

  it('names what there is where a setting names what is not', async () => {
    await renderInPortal(<HomePageValueStream node="nope" />);
    expect(
      await screen.findByText(/^There is no node nope here\. Available: .+/),
    ).toBeInTheDocument();
  });
});
