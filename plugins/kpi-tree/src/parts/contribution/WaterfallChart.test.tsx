import { screen } from '@testing-library/react';
import { drawingOf } from '../../__testUtils__/drawingOf';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { sampleContribution } from '../../fixtures';
import { waterfallOf } from './waterfall';
import { WaterfallChart } from './WaterfallChart';

describe('WaterfallChart', () => {
  it('draws the same steps at the same places', async () => {
    const answer = sampleContribution('all', 'incident-mttr');
    await renderInPortal(
      <WaterfallChart
        label="Steps"
        answer={answer}
        waterfall={
          waterfallOf(answer, {
            before: 'March 2026',
            after: 'April 2026',
            others: count => `${count} others`,
          })!
        }
      />,
    );
    expect(
      drawingOf(screen.getByRole('list', { name: 'Steps' })),
    ).toMatchSnapshot();
  });
});
