import { expect, type Locator, type Page } from '@playwright/test';

/** How a person uses a page. */
export interface Hands {
  /** How often something was pressed or chosen. */
  readonly presses: number;
  /** Presses a link, button or tab. */
  press(target: Locator): Promise<void>;
  /** Chooses one of several radio buttons. */
  choose(radio: Locator): Promise<void>;
}

/** The ways to use a page, for a test of each. */
export const ways = ['mouse', 'keyboard'] as const;

export function handsFor(way: (typeof ways)[number], page: Page): Hands {
  return way === 'mouse' ? new Mouse() : new Keyboard(page);
}

class Mouse implements Hands {
  presses = 0;

  async press(target: Locator) {
    this.presses++;
    await target.click();
  }

  async choose(radio: Locator) {
    this.presses++;
    await radio.check();
  }
}

/** Nothing but keys: where the focus is can be seen wherever it stops. */
export class Keyboard implements Hands {
  presses = 0;

  constructor(private readonly page: Page) {}

  async press(target: Locator) {
    this.presses++;
    const role = await target.getAttribute('role');
    if (role === 'tab') {
      await this.reach(target.locator('xpath=ancestor::*[@role="tablist"]'));
      await this.arrowTo(target);
    } else {
      await this.reach(target);
    }
    await this.expectVisibleFocus();
    await this.page.keyboard.press('Enter');
  }

  async choose(radio: Locator) {
    this.presses++;
    await this.reach(radio.locator('xpath=ancestor::*[@role="radiogroup"]'));
    await this.arrowTo(radio);
    await this.expectVisibleFocus();
    await expect(radio).toBeChecked();
  }

  /** Tabs until the focus is on the target, or in it. */
  async reach(target: Locator) {
    await this.moveTo(target, 'Tab', 'Shift+Tab');
  }

  private async arrowTo(target: Locator) {
    await this.moveTo(target, 'ArrowRight', 'ArrowLeft');
  }

  private async moveTo(target: Locator, onward: string, back: string) {
    await expect(target).toBeVisible();
    for (let pressed = 0; pressed < 200; pressed++) {
      const where = await target.evaluate(element => {
        const { activeElement } = document;
        if (element.contains(activeElement)) {
          return 'there';
        }
        const follows = activeElement?.compareDocumentPosition(element) ?? 0;
        // eslint-disable-next-line no-bitwise
        return follows & Node.DOCUMENT_POSITION_PRECEDING ? 'back' : 'onward';
      });
      if (where === 'there') {
        return;
      }
      await this.page.keyboard.press(where === 'back' ? back : onward);
    }
    throw new Error(`${target} cannot be reached with ${onward}`);
  }

  private async expectVisibleFocus() {
    const focus = () =>
      this.page.evaluate(() => {
        const element = document.activeElement!;
        const shows = (shown: Element | null) => {
          const style = shown && getComputedStyle(shown);
          return Boolean(
            style &&
              ((style.outlineStyle !== 'none' &&
                parseFloat(style.outlineWidth) > 0) ||
                style.boxShadow !== 'none'),
          );
        };
        return element.matches(':focus-visible') &&
          // Material UI draws a ripple; a radio button is drawn by its label, and
          // a link of Backstage's tabs by a frame beside it
          (element.matches('.Mui-focusVisible') ||
            shows(element) ||
            shows(element.nextElementSibling) ||
            [...(element.closest('nav')?.querySelectorAll('*') ?? [])].some(
              shows,
            ))
          ? 'is visible'
          : `cannot be seen on ${element.outerHTML.slice(0, 200)}`;
      });
    await expect.poll(focus, { message: 'the focus' }).toBe('is visible');
  }
}
