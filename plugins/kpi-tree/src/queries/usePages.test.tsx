import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { deferred, renderInPortal } from '../__testUtils__/renderInPortal';
import { sampleMembers } from '../fixtures/members';
import { numbers, useInvalidate } from './useInvalidate';
import { useMembers } from './useMembers';

/** The members of a KPI page by page, and what changes them. */
const Members = ({ kpi = 'mttr' }) => {
  const { items, page, loading, error, more, retry } = useMembers(kpi, 'all');
  const invalidate = useInvalidate();
  return (
    <>
      <p>
        {items.map(({ title }) => title).join(' ')}
        {page?.nextCursor && ' …'}
        {loading && ' (loading)'}
        {error && ` (${error.message})`}
      </p>
      <button onClick={more}>More</button>
      <button onClick={retry}>Again</button>
      <button onClick={() => invalidate(['changes'])}>Write elsewhere</button>
      <button onClick={() => invalidate(numbers)}>Write</button>
    </>
  );
};

const member = (title: string) => ({
  ...sampleMembers[0],
  entityRef: `component:default/${title}`,
  title,
});

/** Two pages, whose members say how often each was read. */
function api() {
  let reads = 0;
  const getMembers = jest.fn(
    async (kpi: string, options?: { cursor?: string }) => {
      reads++;
      return options?.cursor
        ? { items: [member(`${kpi}-second-${reads}`)], totalItems: 2 }
        : { items: [member(`${kpi}-first`)], totalItems: 2, nextCursor: '2' };
    },
  );
  return { getMembers };
}

const press = (name: string) =>
  userEvent.click(screen.getByRole('button', { name }));

describe('usePages', () => {
  it('reads one page after the other', async () => {
    await renderInPortal(<Members />, { api: api() });
    expect(await screen.findByText('mttr-first …')).toBeInTheDocument();
    await press('More');
    expect(
      await screen.findByText('mttr-first mttr-second-2'),
    ).toBeInTheDocument();
  });

  it('reads a page once, however often it is asked for', async () => {
    const backend = api();
    await renderInPortal(<Members />, { api: backend });
    await screen.findByText('mttr-first …');
    const more = screen.getByRole('button', { name: 'More' });
    more.click();
    more.click();
    expect(
      await screen.findByText('mttr-first mttr-second-2'),
    ).toBeInTheDocument();
    expect(backend.getMembers).toHaveBeenCalledTimes(2);
  });

  it('reads once more the page that failed', async () => {
    const backend = api();
    await renderInPortal(<Members />, { api: backend });
    await screen.findByText('mttr-first …');
    backend.getMembers.mockRejectedValueOnce(new Error('gone'));
    await press('More');
    await screen.findByText('mttr-first … (gone)');
    await press('More');
    expect(
      await screen.findByText('mttr-first mttr-second-2'),
    ).toBeInTheDocument();
  });

  it('begins again where its first page failed', async () => {
    const backend = api();
    backend.getMembers.mockRejectedValueOnce(new Error('gone'));
    await renderInPortal(<Members />, { api: backend });
    await screen.findByText('(gone)');
    await press('More');
    expect(await screen.findByText('mttr-first …')).toBeInTheDocument();
  });

  it.each(['Again', 'Write'])(
    'does not keep further pages of an answer that is not the latest: %s',
    async button => {
      await renderInPortal(<Members />, { api: api() });
      await screen.findByText('mttr-first …');
      await press('More');
      expect(
        await screen.findByText('mttr-first mttr-second-2'),
      ).toBeInTheDocument();
      await press(button);
      await screen.findByText('mttr-first …');
      await press('More');
      expect(
        await screen.findByText('mttr-first mttr-second-4'),
      ).toBeInTheDocument();
    },
  );

  it('keeps what a write does not change', async () => {
    const backend = api();
    await renderInPortal(<Members />, { api: backend });
    await screen.findByText('mttr-first …');
    await press('Write elsewhere');
    expect(screen.getByText('mttr-first …')).toBeInTheDocument();
    expect(backend.getMembers).toHaveBeenCalledTimes(1);
  });

  it('drops the answer to a question that is no longer asked', async () => {
    const late = deferred<ReturnType<typeof page>>();
    const page = (title: string) => ({ items: [member(title)], totalItems: 1 });
    const Switch = () => {
      const [kpi, setKpi] = useState('mttr');
      return (
        <>
          <button onClick={() => setKpi('other')}>Other</button>
          <Members kpi={kpi} />
        </>
      );
    };
    const backend = api();
    await renderInPortal(<Switch />, { api: backend });
    await screen.findByText('mttr-first …');
    backend.getMembers.mockImplementationOnce(() => late.promise);
    await press('More');
    await press('Other');
    await screen.findByText('other-first …');
    late.resolve(page('late'));
    await press('More');
    await screen.findByText(/^other-first other-second/);
    expect(screen.queryByText(/late/)).not.toBeInTheDocument();
  });
});
