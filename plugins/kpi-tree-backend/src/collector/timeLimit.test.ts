import { withTimeLimit } from './timeLimit';

describe('a time limit', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const never = new AbortController().signal;
  const tooLate = () => new Error('too late');
  /** Ends only when it is told to. */
  const untilStopped = (signal: AbortSignal) =>
    new Promise<string>((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('stopped')));
    });

  it('ends what takes longer', async () => {
    const ended = jest.fn();
    const done = withTimeLimit(5_000, never, tooLate, untilStopped).catch(
      ended,
    );
    await jest.advanceTimersByTimeAsync(5_000);
    await done;
    expect(ended).toHaveBeenCalledWith(new Error('too late'));
  });

  it('may be longer than a timer can wait', async () => {
    const ended = jest.fn();
    const stop = new AbortController();
    const done = withTimeLimit(
      90 * 86_400_000,
      stop.signal,
      tooLate,
      untilStopped,
    ).catch(ended);
    await jest.advanceTimersByTimeAsync(20 * 86_400_000);
    expect(ended).not.toHaveBeenCalled();
    stop.abort(new Error('shut down'));
    await done;
    expect(ended).toHaveBeenCalledWith(new Error('shut down'));
  });
});
