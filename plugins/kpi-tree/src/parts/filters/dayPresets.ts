/** Days of the calendar that are asked for often, each `YYYY-MM-DD`. */
export type DayPresets = {
  lastMonth: string;
  lastQuarter: string;
  lastYear: string;
};

/**
 * The ends of the last complete month, quarter and year.
 *
 * @param today - `YYYY-MM-DD`
 */
export function dayPresets(today: string): DayPresets {
  const [year, month] = today.split('-').map(Number);
  return {
    lastMonth: dayBefore(year, month),
    lastQuarter: dayBefore(year, month - ((month - 1) % 3)),
    lastYear: dayBefore(year, 1),
  };
}

/** The day before the first of a month, which counts from 1. */
function dayBefore(year: number, month: number): string {
  return new Date(Date.UTC(year, month - 1, 0)).toISOString().slice(0, 10);
}
