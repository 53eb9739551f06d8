import { valueAt } from '../rows/flatten';
import { Answer, statedAt } from './paging';

/** Where APIs say something of pages, beside the rows or in an object there. */
const BESIDE =
  /^(_?meta(data)?|page|paging|pagination|page_?info|_?links|info|response_?metadata|cursors?)$/i;

const NEXT =
  /^(next|next(page|url|href|link|cursor|token|offset|start)|nextpage(token|url|cursor|number)|odatanextlink)$/;
const MORE =
  /^(hasmore|hasnext|hasnextpage|hasmoreitems|ismore|more|istruncated)$/;
const LAST = /^(islast|islastpage|last|lastpage)$/;
const TOTAL =
  /^(count|odatacount|recordstotal|total|total(count|rows|items|results|elements|records|entries|size|hits|documents|number))$/;
const TOTAL_HEADERS = ['x-total-count', 'x-total', 'x-wp-total'];

/** Something that an answer says, and where. */
export type Sign = { place: string; value: unknown };

/** Whether a part of an answer, by its name, says that its page is the last one. */
export function namesLast(path: string): boolean {
  return /^(is)?(last(page)?|end|done|finished|complete)$/.test(
    plain(path.split('.').at(-1)!),
  );
}

/** Where an answer says that there are more pages, as far as usual names tell. */
export function signOfMore(answer: Answer, rows: string): Sign | undefined {
  return valuesBeside(answer, rows).find(({ place, value }) => {
    const name = plain(place.split('.').at(-1)!);
    const parent = plain(place.split('.').at(-2) ?? '');
    if (NEXT.test(name) || (/^(href|url)$/.test(name) && NEXT.test(parent))) {
      return typeof value === 'string'
        ? value !== '' && value !== 'null'
        : typeof value === 'number' && value > 0;
    }
    return MORE.test(name)
      ? value === true || value === 'true'
      : LAST.test(name) && (value === false || value === 'false');
  });
}

/** Where an answer says that there are more rows than were read. */
export function signOfTotal(
  answer: Answer,
  rows: string,
  read: number,
): Sign | undefined {
  const headers = TOTAL_HEADERS.map(name => ({
    place: `its header ${name}`,
    value: toNumber(statedAt(answer, undefined, name)),
  }));
  const parts = valuesBeside(answer, rows).filter(({ place }) =>
    TOTAL.test(plain(place.split('.').at(-1)!)),
  );
  return [...headers, ...parts].find(
    ({ value }) => Number.isInteger(value) && (value as number) > read,
  );
}

/** What an answer without rows says is wrong. */
export function signOfError({ body }: Answer): unknown {
  return [valueAt(body, 'errors'), valueAt(body, 'error')].find(
    value =>
      (typeof value === 'string' && value !== '') ||
      (Array.isArray(value) && value.length > 0) ||
      (isObject(value) && Object.keys(value).length > 0),
  );
}

/** What is beside the rows, at each depth of their path, and in objects that are about pages. */
function valuesBeside({ body }: Answer, rows: string): Sign[] {
  const parts = rows.split('.').filter(Boolean);
  const found: Sign[] = [];
  const add = (path: string[], value: unknown, depth: number): void => {
    if (!isObject(value)) {
      return;
    }
    for (const [name, inner] of Object.entries(value)) {
      const at = [...path, name];
      if (!isObject(inner)) {
        found.push({ place: at.join('.'), value: inner });
      } else if (
        depth < 2 &&
        (BESIDE.test(name) || (depth > 0 && NEXT.test(plain(name))))
      ) {
        add(at, inner, depth + 1);
      }
    }
  };
  for (let depth = 0; depth < Math.max(1, parts.length); depth++) {
    const path = parts.slice(0, depth);
    add(path, valueAt(body, path.join('.')), 0);
  }
  return found;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}

function toNumber(text: unknown): number | undefined {
  return typeof text === 'string' && /^\d+$/.test(text)
    ? Number(text)
    : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
