import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { SampleNotice } from './SampleNotice';

const render = (app: { sampleNotice?: string }) =>
  renderInTestApp(
    <>
      <p>page</p>
      <SampleNotice />
    </>,
    { config: { app } },
  );

describe('SampleNotice', () => {
  it('says what the data are', async () => {
    render({ sampleNotice: 'People and targets are invented.' });
    expect(await screen.findByRole('note')).toHaveTextContent(
      'People and targets are invented.',
    );
  });

  it('is not there where nothing is to be said', async () => {
    render({});
    expect(await screen.findByText('page')).toBeInTheDocument();
    expect(screen.queryByRole('note')).not.toBeInTheDocument();
  });
});
