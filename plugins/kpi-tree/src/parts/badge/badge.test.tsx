import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { BadgeButton } from './BadgeButton';
import { badgeMarkdown } from './badgeMarkdown';

const svg = (name: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" aria-label="${name}"/>`;

describe('BadgeButton', () => {
  it('shows the badge, and the Markdown to copy', async () => {
    const getBadge = jest.fn(async (_, { label = 'KPIs' } = {}) => ({
      url: `http://portal/badge.svg?label=${label}`,
      svg: svg(`${label}: 87 of 100 · on target`),
    }));
    await renderInPortal(
      <BadgeButton scope="component:default/actions" kpi="incident-mttr" />,
      { api: { getBadge } },
    );
    await userEvent.click(screen.getByRole('button', { name: 'Badge' }));
    const dialog = await screen.findByRole('dialog', {
      name: 'Badge for a README',
    });
    expect(
      await within(dialog).findByRole('img', {
        name: 'KPIs: 87 of 100 · on target',
      }),
    ).toBeInTheDocument();
    await waitFor(() =>
      expect(dialog).toHaveTextContent(
        '![incident-mttr](http://portal/badge.svg?label=KPIs)',
      ),
    );
    await userEvent.type(
      within(dialog).getByLabelText('Text on the left'),
      'MTTR',
    );
    await waitFor(() =>
      expect(dialog).toHaveTextContent(
        '![MTTR](http://portal/badge.svg?label=MTTR)',
      ),
    );
    expect(getBadge).toHaveBeenLastCalledWith('component:default/actions', {
      kpi: 'incident-mttr',
      label: 'MTTR',
    });
  });

  it('says why there is none', async () => {
    await renderInPortal(<BadgeButton scope="component:default/actions" />, {
      api: {
        getBadge: async () => {
          throw new Error('It has no KPI tree');
        },
      },
    });
    await userEvent.click(screen.getByRole('button', { name: 'Badge' }));
    expect(
      await screen.findByRole('button', { name: 'Try again' }),
    ).toBeInTheDocument();
  });
});

it('keeps the text and address of a badge within its Markdown', () => {
  expect(badgeMarkdown('http://x/a(b).svg', 'a](http://y)[\\')).toBe(
    '![a\\](http://y)\\[\\\\](http://x/a%28b%29.svg)',
  );
});
