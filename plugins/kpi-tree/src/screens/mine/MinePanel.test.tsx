import type { OwnedPage } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { deferred, renderInPortal } from '../../__testUtils__/renderInPortal';
import { MockKpiTreeApi } from '../../fixtures';
import { sampleOwned } from '../../fixtures/views';
import { MinePanel } from './MinePanel';

const mine = (options?: Parameters<typeof renderInPortal>[1]) =>
  renderInPortal(<MinePanel />, options);
const address = () => screen.getByTestId('address').textContent;
const list = (group: string) =>
  screen.findByRole('list', { name: `KPIs: ${group}` });
const items = async (group: string) =>
  within(await list(group)).getAllByRole('listitem');
const plain = (element: HTMLElement) =>
  element.textContent?.replace(/\u00a0/g, ' ');

const nothing: OwnedPage = {
  owners: ['user:default/guest'],
  items: [],
  totalItems: 0,
  counts: {},
};

describe('my KPIs', () => {
  it('stand in order of need, by status', async () => {
    await mine();
    await list('Off target');
    expect(
      screen
        .getAllByRole('list', { name: /^KPIs:/ })
        .map(each => each.getAttribute('aria-label')),
    ).toEqual([
      'KPIs: Off target',
      'KPIs: At risk',
      'KPIs: Stale',
      'KPIs: No data',
      'KPIs: No target',
      'KPIs: On target',
    ]);
  });

  it('are listed with service, value, target, status, trend and owner', async () => {
    await mine();
    const [incidents] = await items('Off target');
    expect(plain(incidents)).toBe(
      'Incidents openedActions4 ≤ 2 in Apr 2026Off targetStableincident-management',
    );
    expect(
      within(incidents).getByRole('link', { name: 'Incidents opened' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/actions/kpi-tree?tree=it-transformation&kpi=incident-management%2Fincidents',
    );
  });

  it('say that something is not measured instead of a number', async () => {
    await mine();
    const [item] = await items('No data');
    expect(item).toHaveTextContent('not measured');
    // What is not measured now has no trend now
    expect(item).not.toHaveTextContent('Stable');
  });

  it('can stand by service', async () => {
    await mine();
    await list('Off target');
    await userEvent.click(screen.getByRole('radio', { name: 'Service' }));
    expect(address()).toBe('/?group=service');
    expect(await items('Actions')).toHaveLength(8);
  });

  it('are asked for by status, all of them counted', async () => {
    const getOwned = jest.fn(new MockKpiTreeApi().getOwned);
    await mine({ api: { getOwned } });
    const toggle = await screen.findByRole('button', { name: '1 At risk' });
    expect(toggle).toHaveAttribute('aria-pressed', 'false');
    await userEvent.click(toggle);
    expect(address()).toBe('/?statuses=at-risk');
    await waitFor(() =>
      expect(getOwned).toHaveBeenLastCalledWith(
        expect.objectContaining({ scope: 'all', status: ['at-risk'] }),
      ),
    );
    expect(
      await screen.findByRole('button', { name: '1 At risk' }),
    ).toHaveAttribute('aria-pressed', 'true');
  });

  it('say that none stands so, and show all on demand', async () => {
    await mine({
      search: '?statuses=stale',
      api: {
        getOwned: async options =>
          options?.status
            ? { ...sampleOwned(), items: [], counts: { 'on-target': 3 } }
            : sampleOwned(),
      },
    });
    expect(
      await screen.findByText('None of these KPIs has this status.'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show all' }));
    expect(await list('Off target')).toBeInTheDocument();
    expect(address()).toBe('/');
  });

  it('come page by page', async () => {
    const page = sampleOwned();
    const getOwned = jest.fn<
      Promise<OwnedPage>,
      Parameters<MockKpiTreeApi['getOwned']>
    >(async (options?: { cursor?: string }) =>
      options?.cursor
        ? { ...page, items: page.items.slice(3) }
        : { ...page, items: page.items.slice(0, 3), nextCursor: 'next' },
    );
    await mine({ api: { getOwned } });
    await list('Off target');
    expect(screen.queryByRole('list', { name: 'KPIs: On target' })).toBeNull();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show more of 8' }),
    );
    expect(await list('On target')).toBeInTheDocument();
    expect(await list('Off target')).toBeInTheDocument();
  });

  it('are those of now, and say so where another day is chosen', async () => {
    await mine({ search: '?asOf=2026-03-31' });
    expect(
      await screen.findByText(/This is their status now/),
    ).toBeInTheDocument();
  });
});

describe('the owner', () => {
  const picker = () => screen.findByRole('textbox', { name: 'Owner' });

  it('is the user with her groups, or one of these', async () => {
    const getOwned = jest.fn(new MockKpiTreeApi().getOwned);
    await mine({ api: { getOwned } });
    expect(await picker()).toHaveValue('Me and my groups');
    expect(getOwned).toHaveBeenCalledWith(
      expect.objectContaining({ owner: undefined }),
    );
    await userEvent.click(await picker());
    await userEvent.click(
      await screen.findByRole('option', { name: /^Me user:/ }),
    );
    await waitFor(() =>
      expect(getOwned).toHaveBeenLastCalledWith(
        expect.objectContaining({ owner: expect.stringMatching(/^user:/) }),
      ),
    );
  });

  it('is found in the catalog by name', async () => {
    const getOwned = jest.fn(new MockKpiTreeApi().getOwned);
    await mine({ api: { getOwned } });
    await userEvent.clear(await picker());
    await userEvent.type(await picker(), 'incident');
    await userEvent.click(
      await screen.findByRole('option', { name: /incident-management/ }),
    );
    expect(address()).toBe('/?owner=group%3Adefault%2Fincident-management');
    await waitFor(() =>
      expect(getOwned).toHaveBeenLastCalledWith(
        expect.objectContaining({
          owner: 'group:default/incident-management',
        }),
      ),
    );
  });

  it('who owns nothing gets the lines by which she would', async () => {
    await mine({ api: { getOwned: async () => nothing } });
    expect(await screen.findByText('You own no KPI yet')).toBeInTheDocument();
    await waitFor(() =>
      expect(document.body).toHaveTextContent(
        /kpi-tree\.io\/owner\.incident-mttr: (user|group):/,
      ),
    );
    expect(
      screen.getByRole('link', { name: 'Find KPIs in the library' }),
    ).toHaveAttribute('href', '/?tab=library');
  });

  it('of the address who owns nothing is named', async () => {
    await mine({
      search: '?owner=group:default/nobody',
      api: { getOwned: async () => nothing },
    });
    expect(
      await screen.findByText('group:default/nobody owns no KPI'),
    ).toBeInTheDocument();
  });
});

describe('the list', () => {
  it('shows its shape while it is loaded', async () => {
    const { promise, resolve } = deferred<OwnedPage>();
    await mine({ api: { getOwned: () => promise } });
    expect(
      screen.getByRole('status', { name: 'Loading the KPIs' }),
    ).toBeInTheDocument();
    await act(async () => resolve(sampleOwned()));
    expect(await list('Off target')).toBeInTheDocument();
  });

  it('can be asked for again after an error', async () => {
    const getOwned = jest
      .fn(new MockKpiTreeApi().getOwned)
      .mockRejectedValueOnce(new Error('the database is down'));
    await mine({ api: { getOwned } });
    await screen.findByText(/The KPIs could not be loaded/);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await list('Off target')).toBeInTheDocument();
  });
});
