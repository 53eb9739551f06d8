import { NotFoundError } from '@backstage/errors';
import type { Source } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import {
  emptyScorecard,
  MockKpiTreeApi,
  sampleRun,
  sampleSources,
} from '../../fixtures';
import { PortfolioContent } from './PortfolioContent';

const page = (options?: Parameters<typeof renderInPortal>[1]) =>
  renderInPortal(<PortfolioContent />, options);
const address = () => screen.getByTestId('address').textContent;

describe('the portal page', () => {
  it('shows the goal tree of everything', async () => {
    await page({ search: '?tab=tree' });
    const tree = await screen.findByRole('treegrid', { name: 'KPI tree' });
    expect(
      within(tree).getByRole('row', { name: /^Mean time to restore/ }),
    ).toHaveTextContent('5 of 9 on target');
    expect(screen.getByRole('textbox', { name: 'Scope' })).toHaveValue(
      'All services',
    );
  });

  it('lets one pick a Domain, System or Group', async () => {
    const getScorecard = jest.fn(new MockKpiTreeApi().getScorecard);
    await page({ search: '?tab=tree', api: { getScorecard } });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('textbox', { name: 'Scope' }));
    expect(
      (await screen.findAllByRole('option')).map(o => o.textContent),
    ).toEqual(['All services', 'GitHub', 'Automation', 'Incident management']);
    await user.click(screen.getByRole('option', { name: 'Automation' }));
    expect(address()).toBe('/?tab=tree&scope=system%3Adefault%2Fautomation');
    await waitFor(() =>
      expect(getScorecard).toHaveBeenLastCalledWith(
        'system:default/automation',
      ),
    );
  });

  it('shows the tree where the address says what of it', async () => {
    await page({ search: '?tree=it-transformation' });
    expect(await screen.findByRole('treegrid')).toBeInTheDocument();
  });

  it('takes the scope from the address', async () => {
    await page({ search: '?scope=domain:default/github' });
    await waitFor(() =>
      expect(screen.getByRole('textbox', { name: 'Scope' })).toHaveValue(
        'GitHub',
      ),
    );
  });

  it('says where there is no tree', async () => {
    await page({
      search: '?tab=tree',
      api: { getScorecard: async s => emptyScorecard(s) },
    });
    expect(await screen.findByText('No KPI tree here yet')).toBeInTheDocument();
  });

  it('says why a tree cannot be loaded', async () => {
    const getScorecard = async () => {
      throw new NotFoundError('There is no domain:default/github');
    };
    await page({ search: '?tab=tree', api: { getScorecard } });
    expect(
      await screen.findByText('There is no domain:default/github'),
    ).toBeInTheDocument();
  });
});

describe('the address', () => {
  it.each([
    ['?tab=moved', '/?tab=overview', 'Overview'],
    ['?tab=problems', '/?tab=quality&view=problems', 'Quality'],
    ['?tab=import', '/?tab=sources&view=import', 'Sources'],
  ])('leads from %s to %s', async (search, target, name) => {
    await page({ search });
    expect(await screen.findByRole('tab', { name })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    expect(address()).toBe(target);
  });
});

describe('its problems', () => {
  it('are counted, and listed with entity, field, message and place', async () => {
    await page();
    await userEvent.click(await screen.findByRole('tab', { name: 'Quality' }));
    await userEvent.click(
      await screen.findByRole('radio', { name: 'Definitions (2)' }),
    );
    expect(address()).toBe('/?tab=quality&view=problems');
    const panel = screen.getByRole('tabpanel');
    expect(
      await within(panel).findByRole('link', { name: 'change-failure-rate' }),
    ).toHaveAttribute('href', '/catalog/default/kpi/change-failure-rate');
    expect(panel).toHaveTextContent('spec.unit is missing: give the unit');
    expect(
      within(panel).getByRole('link', {
        name: 'https://example.com/catalog/kpis.yaml',
      }),
    ).toBeInTheDocument();
  });

  it('may be none', async () => {
    await page({
      search: '?tab=problems',
      api: { getProblems: async () => ({ items: [] }) },
    });
    expect(
      await screen.findByText(/All definitions and annotations are in order/),
    ).toBeInTheDocument();
  });
});

describe('its sources', () => {
  const source = (name: string) => screen.findByRole('region', { name });

  it('tell how their last collection went', async () => {
    await page({ search: '?tab=sources' });
    const status = await source('github-status');
    expect(status).toHaveTextContent('Succeeded with errors');
    expect(status).toHaveTextContent('819 rows read, 2 rejected');
    expect(status).toHaveTextContent('12,403 measurements written');
    expect(status).toHaveTextContent('Next run15 May 2026, 01:00 UTC');
    expect(status).toHaveTextContent(
      'started_at is "2024-13-01": use an ISO date and time incidents.csv:411 and 1 more',
    );
    expect(await source('devlake-releases')).toHaveTextContent(
      'Not collected yet',
    );
  });

  it('can be stopped, with how far they are', async () => {
    const lastRun = {
      ...sampleRun,
      state: 'running' as const,
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-05-01T00:00:00.000Z',
      progress: 0.25,
      estimatedEndAt: '2026-05-15T00:10:00.000Z',
    };
    const cancelRun = jest.fn(async () => lastRun);
    await page({
      search: '?tab=sources',
      api: {
        cancelRun,
        getSources: async () => ({ items: [{ ...sampleSources[0], lastRun }] }),
      },
    });
    expect(await source('github-status')).toHaveTextContent(
      '2026-01-01 to 2026-05-0125%, done about 15 May 2026, 00:10 UTC',
    );
    await userEvent.click(
      screen.getByRole('button', {
        name: 'Stop the collection of github-status',
      }),
    );
    expect(cancelRun).toHaveBeenCalledWith(sampleRun.id);
  });

  it('can be tried, and collected again from a date on', async () => {
    const startRun = jest.fn(async () => sampleRun);
    await page({ search: '?tab=sources', api: { startRun } });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Dry run of github-status: nothing is stored',
      }),
    );
    expect(startRun).toHaveBeenCalledWith('github-status', { dryRun: true });
    await userEvent.click(
      screen.getByRole('button', { name: 'Backfill github-status' }),
    );
    const start = await screen.findByRole('button', { name: 'Start' });
    expect(start).toBeDisabled();
    fireEvent.change(screen.getByLabelText(/^From/), {
      target: { value: '2026-01-01' },
    });
    await userEvent.click(start);
    expect(startRun).toHaveBeenLastCalledWith('github-status', {
      from: '2026-01-01',
    });
  });

  it('can be collected now, and are looked after until it is done', async () => {
    let lastRun: Source['lastRun'] = null;
    const startRun = jest.fn(async () => {
      lastRun = { ...sampleRun, state: 'running' as const };
      return lastRun;
    });
    await page({
      search: '?tab=sources',
      api: {
        startRun,
        getSources: async () => ({ items: [{ ...sampleSources[0], lastRun }] }),
      },
    });
    const name = 'Collect github-status now';
    await userEvent.click(await screen.findByRole('button', { name }));
    expect(startRun).toHaveBeenCalledWith('github-status', undefined);
    expect(await screen.findByText('Running')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name })).not.toBeInTheDocument();
    lastRun = sampleRun;
    expect(
      await screen.findByRole('button', { name }, { timeout: 4000 }),
    ).toBeEnabled();
  });

  it('are hidden from users without the permission', async () => {
    await page({
      search: '?tab=sources',
      allowed: false,
      // Who may import sees the tab for that
      api: { getMeasurementRights: async () => ({ create: 'none' }) },
    });
    expect(
      await screen.findByRole('tab', { name: 'Overview', selected: true }),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('tab', { name: 'Sources' }),
    ).not.toBeInTheDocument();
    expect(
      screen.queryByRole('tab', { name: 'Try it' }),
    ).not.toBeInTheDocument();
  });
});
