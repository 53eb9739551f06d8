import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { ScopePicker } from './ScopePicker';

/** A page that is redrawn now and then, as when an answer arrives. */
const Page = () => {
  const [draws, setDraws] = useState(1);
  return (
    <>
      <button onClick={() => setDraws(draws + 1)}>Draw again</button>
      <ScopePicker scope="all" onChange={() => {}} />
    </>
  );
};

describe('ScopePicker', () => {
  it('keeps what is typed while the page around it changes', async () => {
    await renderInPortal(<Page />);
    const scope = await screen.findByRole('textbox', { name: 'Scope' });
    await userEvent.clear(scope);
    await userEvent.type(scope, 'Git');
    fireEvent.click(screen.getByText('Draw again'));
    expect(scope).toHaveValue('Git');
  });
});
