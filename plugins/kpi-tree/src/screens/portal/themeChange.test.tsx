import { themes, UnifiedTheme, UnifiedThemeProvider } from '@backstage/theme';
import type { Theme } from '@material-ui/core/styles';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { PortfolioContent } from './PortfolioContent';

/** The portal page in a portal whose user changes the theme while it is open. */
const Portal = () => {
  const [isDark, setDark] = useState(false);
  return (
    <UnifiedThemeProvider theme={isDark ? themes.dark : themes.light}>
      <button onClick={() => setDark(!isDark)}>Other theme</button>
      <PortfolioContent />
    </UnifiedThemeProvider>
  );
};

/** A colour as the browser says it. */
function computed(color: string): string {
  const element = document.createElement('span');
  element.style.color = color;
  return element.style.color;
}

/**
 * The colour that the style sheets give an element: the last one of the most specific
 * ones. jsdom does not heed either, and has the sheets in the order of their creation.
 */
function colorOf(element: Element): string {
  const rules = [...document.querySelectorAll('style')]
    .flatMap(({ sheet }) => [...(sheet?.cssRules ?? [])])
    .filter(
      (rule): rule is CSSStyleRule =>
        rule instanceof CSSStyleRule &&
        rule.style.color !== '' &&
        !rule.selectorText.includes('::') &&
        element.matches(rule.selectorText),
    );
  const classes = ({ selectorText }: CSSStyleRule) =>
    selectorText.split('.').length;
  const strongest = rules.reduce<CSSStyleRule | undefined>(
    (before, rule) =>
      before && classes(before) > classes(rule) ? before : rule,
    undefined,
  );
  return strongest?.style.color ?? 'inherit';
}

/** The colours of the open tab and of another one. */
const tabColors = () =>
  ['Overview', 'Library'].map(name =>
    computed(colorOf(screen.getByRole('tab', { name }))),
  );

/** What they are in a theme: Backstage has tabs look like links. */
function colorsOf(theme: UnifiedTheme): string[] {
  const { primary, link } = (
    theme.getTheme('v4') as Theme & { palette: { link: string } }
  ).palette;
  return [primary.main, link].map(computed);
}

describe('the tabs of the portal page', () => {
  it('have the colours of the theme, also of one that is chosen while they are open', async () => {
    const [light, dark] = [themes.light, themes.dark].map(colorsOf);
    await renderInPortal(<Portal />, { search: '?tab=overview' });
    await screen.findByRole('tab', { name: 'Library' });
    expect(tabColors()).toEqual(light);
    const other = screen.getByRole('button', { name: 'Other theme' });
    await userEvent.click(other);
    expect(tabColors()).toEqual(dark);
    expect(dark).not.toContain(light[0]);
    expect(dark).not.toContain(light[1]);
    await userEvent.click(other);
    expect(tabColors()).toEqual(light);
  });
});
