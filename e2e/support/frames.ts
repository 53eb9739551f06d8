import type { Locator, Page, TestInfo } from '@playwright/test';
import { report } from './speed';

/**
 * Does something and returns how long the frames took meanwhile, in milliseconds. What a
 * browser without a graphics card reaches depends on what else the machine does.
 */
export async function frames(
  page: Page,
  action: () => Promise<void>,
): Promise<number[]> {
  const recording = await page.evaluateHandle(() => {
    const times: number[] = [];
    let isOn = true;
    const record = (now: number) => {
      times.push(now);
      if (isOn) {
        requestAnimationFrame(record);
      }
    };
    requestAnimationFrame(record);
    return {
      stop: () => {
        isOn = false;
        return times;
      },
    };
  });
  await action();
  const times = await recording.evaluate(({ stop }) => stop());
  return times.slice(1).map((time, index) => time - times[index]);
}

/** Scrolls an element by so many pixels with each of 120 frames. */
export function scrollBy(element: Locator, left: number, top: number) {
  return () =>
    element.evaluate(
      (target, by) =>
        new Promise<void>(done => {
          let frame = 0;
          const step = () => {
            target.scrollBy(by);
            frame += 1;
            if (frame < 120) {
              requestAnimationFrame(step);
            } else {
              done();
            }
          };
          requestAnimationFrame(step);
        }),
      { left, top },
    );
}

/** Tells how many frames a second there were, and how long they took. */
export function reportFrames(info: TestInfo, name: string, values: number[]) {
  const total = values.reduce((sum, value) => sum + value, 0);
  const rate = ((1000 * values.length) / total).toFixed(0);
  report(info, `${name}, ${rate} frames a second`, values);
}
