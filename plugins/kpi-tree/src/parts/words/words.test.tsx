import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { KpiScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { MockKpiTreeApi } from '../../fixtures';
import { CheckInSection } from './CheckInSection';
import { CommentSection } from './CommentSection';
import { ExceptionSection } from './ExceptionSection';
import { firstWords } from './firstWords';
import { periodsOf } from './periodsOf';

const scope = 'component:default/actions';
const node = {
  kpi: 'incident-mttr',
  title: 'Mean time to restore',
  period: '2026-04-01',
  periodType: 'month',
  status: 'off-target',
  provisional: { period: '2026-05-01', value: 1, weight: 1 },
} as KpiScorecardNode;

const press = async (name: string | RegExp) =>
  userEvent.click(await screen.findByRole('button', { name }));
const choose = async (period: string) =>
  userEvent.selectOptions(await screen.findByLabelText('Period'), period);
const isClosed = () =>
  waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());

describe('comments on the periods of a KPI', () => {
  const show = (options?: Parameters<typeof renderInPortal>[1]) =>
    renderInPortal(
      <CommentSection scope={scope} node={node} timeZone="UTC" />,
      options,
    );

  it('are written, changed and deleted', async () => {
    await show();
    await press('Comment on a period');
    const dialog = within(await screen.findByRole('dialog'));
    const save = dialog.getByRole('button', { name: 'Save' });
    expect(save).toBeDisabled();
    await choose('2026-03-01');
    await userEvent.type(
      dialog.getByRole('textbox', { name: /^Comment/ }),
      'A **long** night',
    );
    await userEvent.click(save);
    await isClosed();
    const item = within(await screen.findByRole('listitem'));
    expect(item.getByText('March 2026')).toBeVisible();
    // As Markdown
    expect((await item.findByText('long')).tagName).toBe('STRONG');

    await press('Edit your comment on March 2026');
    const text = await screen.findByRole('textbox', { name: /^Comment/ });
    expect(text).toHaveValue('A **long** night');
    await userEvent.clear(text);
    await userEvent.type(text, 'Not our process');
    await press('Save');
    await isClosed();
    expect(await screen.findByText('Not our process')).toBeVisible();

    await press('Delete your comment on March 2026');
    await waitFor(() =>
      expect(screen.queryByText('Not our process')).not.toBeInTheDocument(),
    );
  });

  it('say why they are not saved, and keep what was typed', async () => {
    await show({
      api: {
        addComment: async () => {
          throw new Error('text mentions @user:default/john, who is not there');
        },
      },
    });
    await press('Comment on a period');
    await userEvent.type(
      await screen.findByRole('textbox', { name: /^Comment/ }),
      'Hello',
    );
    await press('Save');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'It was not saved: text mentions @user:default/john, who is not there',
    );
    expect(screen.getByRole('textbox', { name: /^Comment/ })).toHaveValue(
      'Hello',
    );
  });

  it('take no room where there is nothing to show or do', async () => {
    const getComments = jest.fn(async () => ({
      items: [],
      total: 0,
      mayWrite: false,
    }));
    await show({ api: { getComments } });
    await waitFor(() => expect(getComments).toHaveBeenCalled());
    expect(screen.queryByText('Comments')).not.toBeInTheDocument();
  });
});

describe('periods that are left out', () => {
  it('are named with a reason, and taken back; numbers are asked for again', async () => {
    const backend = new MockKpiTreeApi();
    const declare = jest.fn(backend.declareException.bind(backend));
    await renderInPortal(<ExceptionSection scope={scope} node={node} />, {
      api: {
        getExceptions: (...args) => backend.getExceptions(...args),
        declareException: declare,
        withdrawException: (...args) => backend.withdrawException(...args),
      },
    });
    await press('Leave a period out');
    await userEvent.type(
      await screen.findByLabelText(/^Why it says nothing/),
      'A flood',
    );
    await press('Save');
    await isClosed();
    expect(declare).toHaveBeenCalledWith({
      scope,
      kpi: 'incident-mttr',
      periodType: 'month',
      period: '2026-04-01',
      reason: 'A flood',
    });
    expect(await screen.findByText('A flood')).toBeVisible();
    await press('Take back the exception of April 2026');
    await waitFor(() =>
      expect(screen.queryByText('A flood')).not.toBeInTheDocument(),
    );
  });
});

describe('the check-in of a KPI', () => {
  const show = (more: Partial<KpiScorecardNode> = {}) =>
    renderInPortal(
      <CheckInSection
        scope={scope}
        node={{ ...node, ...more } as KpiScorecardNode}
        timeZone="UTC"
      />,
    );

  it('is asked for where a KPI is off target, and shown then', async () => {
    await show();
    expect(
      await screen.findByText(
        'Off target, and nobody has checked in for April 2026.',
      ),
    ).toBeVisible();
    await press('Check in');
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(
      dialog.getByLabelText(/^In one sentence/),
      'The new alerts are on',
    );
    const save = dialog.getByRole('button', { name: 'Save' });
    expect(save).toBeDisabled();
    await userEvent.click(dialog.getByLabelText('At risk'));
    await userEvent.click(save);
    await isClosed();
    expect(await screen.findByText('The new alerts are on')).toBeVisible();
    expect(screen.getByText('At risk')).toBeVisible();
    expect(screen.queryByText(/nobody has checked in/)).not.toBeInTheDocument();
  });

  it('is not asked for where a KPI is on target', async () => {
    await show({ status: 'on-target' });
    await waitFor(() =>
      expect(screen.queryByText('Check-in')).not.toBeInTheDocument(),
    );
  });
});

it('chooses among the judged period, the running one and those before', () => {
  expect(periodsOf(node).slice(0, 4)).toEqual([
    '2026-04-01',
    '2026-05-01',
    '2026-03-01',
    '2026-02-01',
  ]);
});

it('says who said what in a line', () => {
  expect(firstWords('user:default/jane', 'One\n\ntwo ')).toBe('jane: One two');
  expect(firstWords('user:default/jane', 'x'.repeat(200))).toHaveLength(146);
});
