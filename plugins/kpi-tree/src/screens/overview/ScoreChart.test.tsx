import { screen } from '@testing-library/react';
import { drawingOf } from '../../__testUtils__/drawingOf';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { MockKpiTreeApi } from '../../fixtures';
import { ScoreChart } from './ScoreChart';

describe('ScoreChart', () => {
  it('draws the same scores with their gap, and the day of comparison', async () => {
    const history = await new MockKpiTreeApi().getHistory('all', {
      tree: 'it-transformation',
    });
    await renderInPortal(
      <ScoreChart
        history={history}
        title="IT Transformation"
        compare="2026-03-31"
      />,
    );
    expect(drawingOf(screen.getByRole('figure'))).toMatchSnapshot();
  });
});
