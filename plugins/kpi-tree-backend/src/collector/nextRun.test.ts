import { nextRunAt } from './nextRun';

describe('nextRunAt', () => {
  const at = (time: string) => new Date(`2026-05-15T${time}:00Z`);
  const hourly = {
    frequency: { hours: 1 },
    timeout: { minutes: 5 },
    initialDelay: { minutes: 20 },
  };
  const started = at('10:00');

  it('is when the first delay after the start of the backend is over', () => {
    expect(nextRunAt(hourly, undefined, at('10:05'), started)).toEqual(
      at('10:20'),
    );
    // A run of the backend before
    expect(nextRunAt(hourly, at('08:30'), at('10:05'), started)).toEqual(
      at('10:20'),
    );
    expect(nextRunAt(hourly, at('09:50'), at('10:05'), started)).toEqual(
      at('10:50'),
    );
    const cron = { ...hourly, frequency: { cron: '*/15 * * * *' } };
    expect(nextRunAt(cron, undefined, at('10:05'), started)).toEqual(
      at('10:30'),
    );
    expect(nextRunAt(cron, at('10:30'), at('10:35'), started)).toEqual(
      at('10:45'),
    );
  });

  it('is at once where that is over, and there is none by hand', () => {
    expect(nextRunAt(hourly, undefined, at('10:30'), started)).toEqual(
      at('10:30'),
    );
    expect(nextRunAt(hourly, at('10:02'), at('10:05'), started)).toEqual(
      at('11:02'),
    );
    const { initialDelay: _, ...undelayed } = hourly;
    expect(nextRunAt(undelayed, undefined, at('10:05'), started)).toEqual(
      at('10:05'),
    );
    const byHand = { ...hourly, frequency: { trigger: 'manual' as const } };
    expect(nextRunAt(byHand, undefined, at('10:05'), started)).toBeUndefined();
    expect(
      nextRunAt(undefined, undefined, at('10:05'), started),
    ).toBeUndefined();
  });

  it('reads cron as the scheduler of Backstage does, in the zone of the process', () => {
    const nightly = { frequency: { cron: '0 3 * * *' }, timeout: { hours: 1 } };
    const next = nextRunAt(nightly, undefined, at('10:05'), started)!;
    // The process may be anywhere
    expect([next.getHours(), next.getMinutes()]).toEqual([3, 0]);
  });
});
