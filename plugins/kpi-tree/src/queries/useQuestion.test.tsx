import { act, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { SWRConfig } from 'swr';
import { useQuestion } from './useQuestion';

/** Who is asked; its answers count how often it was. */
const asked = { ask: jest.fn(async (_about: string): Promise<string> => '') };

const Reader = ({ about, keep }: { about: string; keep?: boolean }) => {
  const { value, error, loading, retry } = useQuestion(
    [asked, 'question', about],
    () => asked.ask(about),
    { keep },
  );
  return (
    <button onClick={retry}>
      {`${value ?? 'nothing'}${error && !loading ? ` (${error.message})` : ''}${
        loading ? ' (loading)' : ''
      }`}
    </button>
  );
};

let show: (shown: boolean) => void;
const Page = ({ about = 'a', keep }: { about?: string; keep?: boolean }) => {
  const [shown, setShown] = useState(true);
  show = next => act(() => setShown(next));
  return shown ? <Reader about={about} keep={keep} /> : null;
};

const inCache = (element: JSX.Element) => (
  <SWRConfig value={{ provider: () => new Map() }}>{element}</SWRConfig>
);

const text = () => screen.getByRole('button').textContent;

/** Lets an answer come that is on its way, and time pass. */
const pass = (ms = 0) => act(() => jest.advanceTimersByTimeAsync(ms));

describe('useQuestion', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    let count = 0;
    asked.ask.mockReset();
    asked.ask.mockImplementation(async about => `${about}${++count}`);
  });
  afterEach(() => jest.useRealTimers());

  it('does not ask again while the answer is fresh', async () => {
    render(inCache(<Page />));
    expect(text()).toBe('nothing (loading)');
    await pass();
    expect(text()).toBe('a1');
    show(false);
    await pass(29_000);
    show(true);
    await pass();
    expect(text()).toBe('a1');
    expect(asked.ask).toHaveBeenCalledTimes(1);
  });

  it('shows nobody who comes back an answer that is old', async () => {
    render(inCache(<Page />));
    await pass();
    show(false);
    await pass(31_000);
    show(true);
    expect(text()).toBe('nothing (loading)');
    await pass();
    expect(text()).toBe('a2');
  });

  it('leaves an old answer where it is shown, until there is another', async () => {
    render(
      inCache(
        <>
          <Page />
          <div hidden>
            <Reader about="a" />
          </div>
        </>,
      ),
    );
    await pass();
    show(false);
    await pass(31_000);
    show(true);
    expect(text()).toMatch(/^a1/);
    await pass(1_000);
    expect(text()).toBe('a2');
  });

  it('asks again on demand, however fresh the answer is', async () => {
    render(inCache(<Page />));
    await pass();
    act(() => screen.getByRole('button').click());
    expect(text()).toBe('a1 (loading)');
    await pass();
    expect(text()).toBe('a2');
  });

  it('has no value beside an error, and can be tried again', async () => {
    render(inCache(<Page />));
    await pass();
    asked.ask.mockRejectedValueOnce(new Error('gone'));
    act(() => screen.getByRole('button').click());
    await pass();
    expect(text()).toBe('nothing (gone)');
    act(() => screen.getByRole('button').click());
    await pass();
    expect(text()).toBe('a2');
  });

  it.each([
    [false, 'nothing (loading)'],
    [true, 'a1 (loading)'],
  ])(
    'with keep %s, shows "%s" while it asks another question',
    async (keep, shown) => {
      const cache = new Map();
      const page = (about: string) => (
        <SWRConfig value={{ provider: () => cache }}>
          <Page about={about} keep={keep} />
        </SWRConfig>
      );
      const { rerender } = render(page('a'));
      await pass();
      rerender(page('b'));
      expect(text()).toBe(shown);
      await pass();
      expect(text()).toBe('b2');
    },
  );

  it('shows no answer to the question before where the next one fails', async () => {
    const cache = new Map();
    const page = (about: string) => (
      <SWRConfig value={{ provider: () => cache }}>
        <Page about={about} keep />
      </SWRConfig>
    );
    const { rerender } = render(page('a'));
    await pass();
    asked.ask.mockRejectedValueOnce(new Error('gone'));
    rerender(page('b'));
    await pass();
    expect(text()).toBe('nothing (gone)');
  });
});
