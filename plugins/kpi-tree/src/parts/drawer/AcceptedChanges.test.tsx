import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { AcceptedChange } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import type { KpiTreeApi } from '../../api';
import { portfolioScorecard } from '../../fixtures';
import { useScorecard } from '../../queries/useScorecard';
import { AcceptedChanges } from './AcceptedChanges';

/** A backend with some changes, that refuses the reason "no". */
function changesApi(
  initial: AcceptedChange[],
  mayDeclare: boolean,
): Partial<KpiTreeApi> {
  let items = initial;
  return {
    getChanges: async () => ({ items, mayDeclare }),
    acceptChange: async (_scope, _kpi, { date, reason }) => {
      if (reason === 'no') {
        throw new Error('reason is no: say what was changed');
      }
      const change = {
        date,
        reason,
        by: 'user:default/jane',
        at: '2026-05-15',
      };
      items = [...items, change];
      return change;
    },
    withdrawChange: async (_scope, _kpi, date) => {
      items = items.filter(change => change.date !== date);
    },
  };
}

/** Shows numbers that an accepted change makes others. */
const Numbers = () => <p>{useScorecard('all').value?.asOf}</p>;

const known: AcceptedChange = {
  date: '2026-02-01',
  reason: 'A second team',
  by: 'user:default/john',
  at: '2026-03-01T00:00:00Z',
};

async function show(items: AcceptedChange[], mayDeclare: boolean) {
  const getScorecard = jest.fn(async () => portfolioScorecard());
  await renderInPortal(
    <>
      <Numbers />
      <AcceptedChanges
        scope="component:default/actions"
        kpi="incident-mttr"
        title="Mean time to restore"
        asOf="2026-05-15T00:00:00Z"
        timeZone="UTC"
      />
    </>,
    { api: { ...changesApi(items, mayDeclare), getScorecard } },
  );
  return getScorecard;
}

describe('the changes of a process', () => {
  it('are accepted from a date on, with a reason', async () => {
    const numbersAsked = await show([], true);
    await userEvent.click(
      await screen.findByRole('button', { name: /^Mark a process change/ }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const accept = dialog.getByRole('button', { name: 'Save' });
    expect(accept).toBeDisabled();
    await userEvent.type(dialog.getByLabelText(/Changed since/), '2026-04-01');
    const reason = dialog.getByLabelText(/What changed/);
    await userEvent.type(reason, 'no');
    await userEvent.click(accept);
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'reason is no: say what was changed',
    );
    expect(numbersAsked).toHaveBeenCalledTimes(1);
    await userEvent.type(reason, ' night shift');
    await userEvent.click(accept);
    expect(await screen.findByText('no night shift')).toBeInTheDocument();
    expect(numbersAsked).toHaveBeenCalledTimes(2);
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('are taken back', async () => {
    const numbersAsked = await show([known], true);
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Withdraw the change of 2026-02-01',
      }),
    );
    await waitFor(() =>
      expect(screen.queryByText('A second team')).not.toBeInTheDocument(),
    );
    expect(numbersAsked).toHaveBeenCalledTimes(2);
  });

  it('are shown to whoever may not declare any', async () => {
    await show([known], false);
    expect(await screen.findByText('A second team')).toBeVisible();
    expect(screen.getByText('2026-02-01')).toBeVisible();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('take no room where there is nothing to show or do', async () => {
    await show([], false);
    await waitFor(() =>
      expect(screen.queryByText('Process changes')).not.toBeInTheDocument(),
    );
  });
});
