import type { Scorecard } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { deferred, renderInPortal } from '../__testUtils__/renderInPortal';
import { portfolioScorecard } from '../fixtures';
import { useInvalidate } from './useInvalidate';
import { useScorecard } from './useScorecard';

const Reader = () => {
  const { value, retry } = useScorecard('all');
  return (
    <>
      <p>as of {value?.asOf ?? 'nothing'}</p>
      <button onClick={retry}>Again</button>
    </>
  );
};

const Page = () => {
  const [shown, setShown] = useState(true);
  const invalidate = useInvalidate();
  return (
    <>
      <button onClick={() => setShown(!shown)}>Turn</button>
      <button onClick={() => invalidate(['scorecard'])}>Write</button>
      {shown && <Reader />}
    </>
  );
};

/** A scorecard that says how often it was asked for. */
function counting() {
  let count = 0;
  return async () => ({ ...portfolioScorecard(), asOf: String(++count) });
}

const press = (name: string) =>
  userEvent.click(screen.getByRole('button', { name }));

describe('useInvalidate', () => {
  it('asks again at once for what is on the screen', async () => {
    await renderInPortal(<Page />, { api: { getScorecard: counting() } });
    await screen.findByText('as of 1');
    await press('Write');
    expect(await screen.findByText('as of 2')).toBeInTheDocument();
  });

  it('shows what was known before to nobody who comes later', async () => {
    let second: ((value: unknown) => void) | undefined;
    const answers = counting();
    let asked = 0;
    await renderInPortal(<Page />, {
      api: {
        getScorecard: async () => {
          if (++asked === 2) {
            await new Promise(resolve => {
              second = resolve;
            });
          }
          return answers();
        },
      },
    });
    await screen.findByText('as of 1');
    await press('Turn');
    await press('Write');
    await press('Turn');
    expect(screen.getByText('as of nothing')).toBeInTheDocument();
    second?.(undefined);
    expect(await screen.findByText('as of 2')).toBeInTheDocument();
  });

  it('is not undone by an answer that was on its way', async () => {
    const late = deferred<Scorecard>();
    const next = deferred<Scorecard>();
    const asOf = (day: string) => ({ ...portfolioScorecard(), asOf: day });
    const getScorecard = jest
      .fn<Promise<Scorecard>, []>()
      .mockResolvedValueOnce(asOf('1'))
      .mockReturnValueOnce(late.promise)
      .mockReturnValueOnce(next.promise);
    await renderInPortal(<Page />, { api: { getScorecard } });
    await screen.findByText('as of 1');
    await press('Again');
    await press('Turn');
    await press('Write');
    await act(async () => late.resolve(asOf('2')));
    await press('Turn');
    expect(screen.getByText('as of nothing')).toBeInTheDocument();
    next.resolve(asOf('3'));
    expect(await screen.findByText('as of 3')).toBeInTheDocument();
  });
});
