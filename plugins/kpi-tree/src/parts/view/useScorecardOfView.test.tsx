import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { deferred, renderInPortal } from '../../__testUtils__/renderInPortal';
import { portfolioScorecard } from '../../fixtures';
import type { Scorecard } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useKpiTreeParams } from './useKpiTreeParams';
import { useScorecardOfView } from './useScorecardOfView';

const Reader = ({ name }: { name: string }) => {
  const { value, error, loading, retry } = useScorecardOfView('all');
  return (
    <p>
      {`${name}: ${value?.asOf ?? 'nothing'}`}
      {loading && ' (loading)'}
      {error?.message}
      <button onClick={retry}>Try {name} again</button>
    </p>
  );
};

const PastButton = () => {
  const { update } = useKpiTreeParams();
  return (
    <button onClick={() => update({ asOf: '2026-03-31' })}>End of March</button>
  );
};

describe('useScorecardOfView', () => {
  it('asks once for all that show the same', async () => {
    const getScorecard = jest.fn(async () => portfolioScorecard());
    await renderInPortal(
      <>
        <Reader name="one" />
        <Reader name="other" />
      </>,
      { api: { getScorecard } },
    );
    expect(await screen.findByText(/^one: 2026/)).toBeInTheDocument();
    expect(screen.getByText(/^other: 2026/)).toBeInTheDocument();
    expect(getScorecard).toHaveBeenCalledTimes(1);
    expect(getScorecard).toHaveBeenCalledWith('all');
  });

  it('asks for the days of the address', async () => {
    const getScorecard = jest.fn(async () => portfolioScorecard());
    await renderInPortal(<Reader name="one" />, {
      api: { getScorecard },
      search: '?asOf=2026-03-31&compare=P1M',
    });
    await waitFor(() =>
      expect(getScorecard).toHaveBeenCalledWith('all', {
        asOf: '2026-03-31',
        compare: '2026-02-28',
      }),
    );
  });

  it('keeps what it has while another day is loaded', async () => {
    const past = deferred<Scorecard>();
    const now = { ...portfolioScorecard(), asOf: 'now' };
    await renderInPortal(
      <>
        <Reader name="one" />
        <PastButton />
      </>,
      {
        api: {
          getScorecard: (_, options) =>
            options?.asOf ? past.promise : Promise.resolve(now),
        },
      },
    );
    expect(await screen.findByText('one: now')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'End of March' }));
    expect(await screen.findByText('one: now (loading)')).toBeInTheDocument();
    past.resolve({ ...now, asOf: 'March' });
    expect(await screen.findByText('one: March')).toBeInTheDocument();
  });

  it('can be tried again after an error', async () => {
    const getScorecard = jest
      .fn(async () => portfolioScorecard())
      .mockRejectedValueOnce(new Error('the backend is gone'));
    await renderInPortal(<Reader name="one" />, { api: { getScorecard } });
    expect(await screen.findByText(/the backend is gone/)).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Try one again' }),
    );
    expect(await screen.findByText(/^one: 2026/)).toBeInTheDocument();
  });
});
