import type { Run, Source } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import {
  portfolioScorecard,
  sampleHeldRun,
  sampleRun,
  sampleSources,
} from '../../fixtures';
import { useScorecard } from '../../queries/useScorecard';
import { SourcesPanel } from './SourcesPanel';

const panel = (options?: Parameters<typeof renderInPortal>[1]) =>
  renderInPortal(<SourcesPanel />, options);
const source = (name: string) => screen.findByRole('region', { name });
const address = () => screen.getByTestId('address').textContent;

const [status] = sampleSources;

describe('the sources', () => {
  it('tell how fresh their numbers are', async () => {
    await panel({
      api: {
        getSources: async () => ({
          items: [status, { ...status, id: 'other', staleSeries: 0 }],
        }),
      },
    });
    expect(await source('github-status')).toHaveTextContent(
      'Newest measurement14 May 2026, 1 day ago; 3 of 36 series are stale',
    );
    expect(await source('other')).toHaveTextContent(
      '14 May 2026, 1 day ago; fresh',
    );
  });

  it('tell how many records they keep, and where that is less than wanted', async () => {
    const keptRecords = status.keptRecords!;
    await panel({
      api: {
        getSources: async () => ({
          items: [
            status,
            {
              ...status,
              id: 'cut',
              keptRecords: { ...keptRecords, keptFrom: '2025-11' },
            },
            {
              ...status,
              id: 'too-large',
              keptRecords: {
                ...keptRecords,
                records: 0,
                firstMonth: null,
                keptFrom: null,
              },
            },
            { ...status, id: 'keeps-none', keptRecords: undefined },
          ],
        }),
      },
    });
    const whole = await source('github-status');
    expect(whole).toHaveTextContent(
      'Kept records763, since Mar 20240.412 of at most 500 MB, for 800 daysRead 15 May 2026',
    );
    expect(whole).not.toHaveTextContent('did not fit');
    expect(await source('cut')).toHaveTextContent(
      'Before Nov 2025 none are kept, though the configuration wants them',
    );
    expect(await source('too-large')).toHaveTextContent(
      'None are kept: those of a month alone do not fit into 500 MB.',
    );
    expect(await source('keeps-none')).not.toHaveTextContent('Kept records');
  });

  it('tell since when they wait after failures', async () => {
    const lastRun: Run = {
      ...sampleRun,
      state: 'failed',
      errors: [{ message: 'status.test answers 500, 4 times', count: 1 }],
    };
    await panel({
      api: {
        getSources: async () => ({
          items: [
            {
              ...status,
              lastRun,
              state: 'paused',
              pausedUntil: '2026-05-15T01:30:00.000Z',
            },
          ],
        }),
      },
    });
    const card = await source('github-status');
    expect(card).toHaveTextContent(
      'Paused after failures, until15 May 2026, 01:30 UTC',
    );
    expect(card).toHaveTextContent('status.test answers 500, 4 times');
    expect(card).toHaveTextContent('Last success15 May 2026, 00:00 UTC');
  });

  it('have the numbers asked for again when a collection ends', async () => {
    const getScorecard = jest.fn(async () => portfolioScorecard());
    const Numbers = () => <p>{useScorecard('all').value?.asOf}</p>;
    let lastRun: Run = { ...sampleRun, state: 'running' };
    await renderInPortal(
      <>
        <Numbers />
        <SourcesPanel />
      </>,
      {
        api: {
          getScorecard,
          getSources: async () => ({ items: [{ ...status, lastRun }] }),
        },
      },
    );
    expect(await screen.findByText('Running')).toBeInTheDocument();
    expect(getScorecard).toHaveBeenCalledTimes(1);
    lastRun = sampleRun;
    await waitFor(() => expect(getScorecard).toHaveBeenCalledTimes(2), {
      timeout: 4000,
    });
  });

  const held = {
    ...status,
    state: 'held-back' as const,
    lastRun: sampleHeldRun,
    heldRun: sampleHeldRun,
  };

  it('say what a run would have taken away, and take it when somebody accepts', async () => {
    const acceptRun = jest.fn(async (id: string) => ({
      ...sampleRun,
      accepts: id,
    }));
    let item: Source = held;
    await panel({
      api: { acceptRun, getSources: async () => ({ items: [item] }) },
    });
    const region = await screen.findByRole('region', {
      name: 'Held back: github-status',
    });
    expect(region).toHaveTextContent(
      /nothing was changed15 May 2026, 00:10 UTC/,
    );
    expect(
      within(region).getByRole('list', { name: 'Why it is held back' }),
    ).toHaveTextContent(
      '74% of incidents would be removed; up to 10% counts as a correction.',
    );
    expect(region).toHaveTextContent(
      '9,201 of 12,403 measurements would be removed, 14 would shrink',
    );
    const examples = within(region).getByRole('table', { name: 'Examples' });
    expect(examples).toHaveTextContent('incidents2026-04-033none');
    expect(examples).toHaveTextContent('2026-04-072.5 of 41.75');
    expect(
      within(region).getByRole('table', { name: 'By KPI' }),
    ).toHaveTextContent('incidents8,8001211,00074%');

    const user = userEvent.setup();
    await user.click(
      within(region).getByRole('button', {
        name: 'Accept what github-status no longer delivers',
      }),
    );
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    expect(acceptRun).not.toHaveBeenCalled();
    await user.click(
      await screen.findByRole('button', {
        name: 'Accept what github-status no longer delivers',
      }),
    );
    item = {
      ...status,
      lastRun: { ...sampleRun, accepts: sampleHeldRun.id },
    };
    await user.click(
      await screen.findByRole('button', { name: 'Remove and collect' }),
    );
    await waitFor(() =>
      expect(acceptRun).toHaveBeenCalledWith(sampleHeldRun.id),
    );
    await waitFor(async () =>
      expect(await source('github-status')).toHaveTextContent(
        'Repeats a run that was held back and then accepted.',
      ),
    );
    expect(
      screen.queryByRole('region', { name: 'Held back: github-status' }),
    ).not.toBeInTheDocument();
  });

  it('let nobody accept who may not', async () => {
    await panel({
      allowed: false,
      api: { getSources: async () => ({ items: [held] }) },
    });
    const region = await screen.findByRole('region', {
      name: 'Held back: github-status',
    });
    expect(within(region).queryByRole('button')).not.toBeInTheDocument();
  });

  it('say who accepted a run, and what a dry run would do', async () => {
    const accepted: Run = {
      ...sampleHeldRun,
      acceptedBy: 'user:default/jane',
      acceptedAt: '2026-05-15T06:00:00.000Z',
    };
    const getRuns = async () => ({
      items: [
        {
          ...sampleHeldRun,
          id: 'dry',
          state: 'succeeded',
          dryRun: true,
        } as Run,
        accepted,
        { ...accepted, id: 'again', acceptedBy: null },
        { ...sampleHeldRun, id: 'done', state: 'succeeded' } as Run,
      ],
    });
    const opened = async (run: string) => {
      const { unmount } = await panel({
        search: `?source=github-status&run=${run}`,
        api: { getRuns },
      });
      const text = (await screen.findByRole('table', { name: /^All runs/ }))
        .textContent;
      unmount();
      return text;
    };
    expect(await opened('1d12')).toMatch(
      /Accepted 15 May 2026, 06:00 UTC by jane/,
    );
    expect(await opened('again')).toMatch(
      /Accepted 15 May 2026, 06:00 UTC: the next scheduled run gave the same/,
    );
    expect(await opened('dry')).toMatch(/A run would be held back\./);
    const done = await opened('done');
    expect(done).toMatch(/9,201 of 12,403 measurements were removed/);
    expect(done).not.toMatch(/Why it is held back/);
  });

  it('that are configured wrongly say so, with what is beside them', async () => {
    const mistake = {
      key: 'kpiTree.records.sources[0].csv',
      message: 'is missing',
    };
    await panel({
      api: {
        getSources: async () => ({
          items: [
            { ...status, state: 'misconfigured', mistakes: [mistake] },
            { ...status, id: 'other' },
          ],
        }),
        getStatus: async () => ({
          numbers: 'ready',
          problems: [
            { ...mistake, severity: 'error' },
            {
              key: 'kpiTree.library.owner',
              message: 'is a:b:c',
              severity: 'error',
            },
            {
              key: 'kpiTree.timezone',
              message: 'is timeZone meant?',
              severity: 'warning',
            },
          ],
        }),
      },
    });
    const card = await source('github-status');
    expect(card).toHaveTextContent(
      'Not collected until its configuration is corrected. What it measured before is kept.',
    );
    expect(card).toHaveTextContent('kpiTree.records.sources[0].csv is missing');
    expect(within(card).queryByRole('button', { name: /^Collect/ })).toBeNull();
    expect(
      within(await source('other')).getByRole('button', { name: /^Collect/ }),
    ).toBeVisible();
    // What is shown with a source is not shown twice
    const configuration = await source('Configuration');
    expect(
      within(configuration)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      'ErrorkpiTree.library.owner is a:b:c',
      'WarningkpiTree.timezone is timeZone meant?',
    ]);
  });

  it('list their runs, each of which opens', async () => {
    const failed: Run = {
      ...sampleRun,
      id: 'old',
      state: 'failed',
      trigger: 'backfill',
      startedAt: '2026-05-14T00:00:00.000Z',
      endedAt: '2026-05-14T00:03:20.000Z',
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-02-01T00:00:00.000Z',
      errors: [
        {
          message: 'value is NaN: use a finite number',
          where: 'component:default/actions mttr',
          entityRef: 'component:default/actions',
          count: 7,
        },
      ],
    };
    const getRuns = jest.fn(async () => ({ items: [sampleRun, failed] }));
    await panel({ api: { getRuns } });
    const card = await source('github-status');
    const user = userEvent.setup();
    await user.click(
      within(card).getByRole('button', { name: 'All runs of github-status' }),
    );
    expect(address()).toBe('/?source=github-status');
    const table = await screen.findByRole('table', {
      name: 'All runs of github-status',
    });
    expect(getRuns).toHaveBeenCalledWith({
      source: 'github-status',
      limit: 10,
    });
    const [, newest, oldest] = within(table).getAllByRole('row');
    expect(newest).toHaveTextContent(
      /Succeeded with errors.*DetailsSchedule2\.4 s819212,4032$/,
    );
    expect(oldest).toHaveTextContent(/Failed.*Backfill3 min 20 s/);

    await user.click(
      within(oldest).getByRole('button', {
        name: 'Details of the run of 14 May 2026, 00:00 UTC',
      }),
    );
    expect(address()).toBe('/?source=github-status&run=old');
    expect(table).toHaveTextContent('2026-01-01 to 2026-02-01');
    const errors = within(table).getByRole('list', {
      name: 'Errors of the run',
    });
    expect(errors).toHaveTextContent(
      'value is NaN: use a finite number component:default/actions mttr and 6 more',
    );
    expect(
      within(errors).getByRole('link', { name: /actions/i }),
    ).toHaveAttribute('href', '/catalog/default/component/actions');
  });

  it('open with the address, and show older runs on demand', async () => {
    const getRuns = jest.fn(async ({ limit = 0 } = {}) => ({
      items: Array.from({ length: limit }, (_, i) => ({
        ...sampleRun,
        id: `run-${i}`,
      })),
      nextCursor: limit < 20 ? 'next' : undefined,
    }));
    await panel({ search: '?source=github-status', api: { getRuns } });
    const table = await screen.findByRole('table', {
      name: 'All runs of github-status',
    });
    expect(within(table).getAllByRole('row')).toHaveLength(11);
    await userEvent.click(
      screen.getByRole('button', { name: 'Show older runs' }),
    );
    await waitFor(() =>
      expect(within(table).getAllByRole('row')).toHaveLength(21),
    );
    expect(
      screen.queryByRole('button', { name: 'Show older runs' }),
    ).not.toBeInTheDocument();
  });

  it('say what went wrong where the runs cannot be had', async () => {
    const getRuns = async () => {
      throw new Error('The backend is away');
    };
    await panel({ search: '?source=github-status', api: { getRuns } });
    expect(
      await screen.findByText(/The runs could not be loaded/),
    ).toBeInTheDocument();
  });
});
