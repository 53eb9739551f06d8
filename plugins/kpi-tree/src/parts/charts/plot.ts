/** A place in a picture; `null` is a gap. */
type Place = { x: number; y: number } | null;

/** Maps the numbers from one interval to another, in a straight line. */
export function linear(
  [from, to]: readonly [number, number],
  [start, end]: readonly [number, number],
): (value: number) => number {
  const factor = (end - start) / (to - from);
  return value => start + (value - from) * factor;
}

/** The least and the greatest of some values, never the same. */
export function extent(values: number[]): [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  return low === high ? [low - 1, high + 1] : [low, high];
}

/** A line that breaks at gaps. */
export function linePath(places: Place[]): string {
  return places
    .map((place, index) =>
      place ? `${places[index - 1] ? 'L' : 'M'}${place.x} ${place.y}` : '',
    )
    .join('');
}

/** What a line does not show, places between two gaps: dots, if drawn with round ends. */
export function dotsPath(places: Place[]): string {
  return places
    .map((place, index) =>
      place && !places[index - 1] && !places[index + 1]
        ? `M${place.x} ${place.y}h0`
        : '',
    )
    .join('');
}
