import { act, screen } from '@testing-library/react';
import { ResponseError } from '@backstage/errors';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { BackendMissingError } from '../../api/BackendMissingError';
import { LoadError } from './LoadError';

const answer = (status: number, name: string, message: string) =>
  ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: { name, message },
        response: { statusCode: status },
      }),
      { status, headers: { 'content-type': 'application/json' } },
    ) as Parameters<typeof ResponseError.fromResponse>[0],
  );

async function show(error: Error) {
  const onRetry = jest.fn();
  await renderInPortal(
    <LoadError
      title="The tree could not be loaded"
      error={error}
      onRetry={onRetry}
    />,
  );
  return onRetry;
}

/** The notice that there are no numbers; the address is a status, too. */
const notice = () =>
  screen.getAllByRole('status').find(({ tagName }) => tagName !== 'OUTPUT');

describe('an answer that is an error', () => {
  afterEach(() => jest.useRealTimers());

  it('of numbers to come is asked for again by itself', async () => {
    const error = await answer(503, 'ComputingError', 'being recomputed');
    jest.useFakeTimers();
    const onRetry = await show(error);
    expect(notice()).toHaveTextContent('The numbers will be here in a moment');
    expect(onRetry).not.toHaveBeenCalled();
    act(() => {
      jest.advanceTimersByTime(15_000);
    });
    expect(onRetry).toHaveBeenCalledTimes(3);
  });

  it('of a wrong configuration says what is to be corrected, and waits', async () => {
    const error = await answer(
      503,
      'MisconfiguredError',
      'kpiTree.timeZone is Nowhere: use an IANA zone',
    );
    jest.useFakeTimers();
    const onRetry = await show(error);
    expect(notice()).toHaveTextContent(
      'correct app-config.yaml: kpiTree.timeZone is Nowhere: use an IANA zone',
    );
    act(() => {
      jest.advanceTimersByTime(60_000);
    });
    expect(onRetry).not.toHaveBeenCalled();
  });

  it('of a backend that is missing says what to install', async () => {
    await show(new BackendMissingError('http://portal/api/kpi-tree/v1/trees'));
    expect(notice()).toHaveTextContent(
      'Install @kpi-tree/backstage-plugin-kpi-tree-backend in packages/backend',
    );
  });

  it('of another kind is shown with its cause, and a way on', async () => {
    await show(await answer(500, 'Error', 'out of luck'));
    expect(notice()).toBeUndefined();
    expect(
      screen.getByText(/The tree could not be loaded: out of luck/),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
  });
});
