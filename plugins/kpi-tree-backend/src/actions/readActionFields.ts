import { InputError } from '@backstage/errors';
import {
  ActionExpectation,
  ActionFields,
  ActionLink,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { assertDates } from '../clock/assertDates';
import { assertStorable } from '../inputs/assertStorable';
import { readPerson } from '../inputs/readPerson';

/** As many tickets as one action has. */
const MAX_LINKS = 20;

/**
 * What somebody writes of an action, picked field by field. Lengths and types are those
 * of `openapi.yaml` already.
 *
 * @param day - today, `YYYY-MM-DD`
 * @throws `InputError` that names the first field that is wrong, and what would be right
 */
export function readActionFields(
  body: ActionFields,
  day: string,
): ActionFields {
  const { state, start, due, done, links = [], expectation } = body;
  const title = body.title.trim();
  const text = body.text?.trim();
  if (!title) {
    throw new InputError('title is empty: say in a line what is to be done');
  }
  assertStorable('title', title);
  assertStorable('text', text);
  assertDates({ start, due, done });
  checkDates(body, day);
  if (links.length > MAX_LINKS) {
    throw new InputError(
      `links has ${links.length} entries: use at most ${MAX_LINKS}`,
    );
  }
  return {
    title,
    ...(text ? { text } : {}),
    owner: readPerson('owner', body.owner),
    state,
    ...(start ? { start } : {}),
    ...(due ? { due } : {}),
    ...(done ? { done } : {}),
    ...(links.length ? { links: links.map(linkOf) } : {}),
    ...(expectation ? { expectation: expectationOf(expectation) } : {}),
  };
}

function checkDates(
  { state, start, due, done }: ActionFields,
  day: string,
): void {
  if ((state === 'open' || state === 'done') && !start) {
    throw new InputError(
      `start is missing: an action that is ${state} has the day on which it began, such as ${day}`,
    );
  }
  if (state === 'done' && !done) {
    throw new InputError(
      `done is missing: say on which day it was done, such as ${day}`,
    );
  }
  if (state !== 'done' && done) {
    throw new InputError(
      `done is ${done}, but state is ${state}: use done, or leave the day out`,
    );
  }
  if (done && done > day) {
    throw new InputError(
      `done is ${done}, which is in the future: use a day up to today, ${day}`,
    );
  }
  if (start && done && done < start) {
    throw new InputError(
      `done is ${done}, before start, ${start}: use a day from then on`,
    );
  }
  if (start && due && due < start) {
    throw new InputError(
      `due is ${due}, before start, ${start}: use a day from then on`,
    );
  }
}

function linkOf({ url, title }: ActionLink, index: number): ActionLink {
  const protocol = URL.canParse(url) ? new URL(url).protocol : '';
  if (protocol !== 'https:' && protocol !== 'http:') {
    throw new InputError(
      `links[${index}].url is ${url}: use an address that begins with https:// or http://`,
    );
  }
  return { url, ...(title?.trim() ? { title: title.trim() } : {}) };
}

function expectationOf(expectation: ActionExpectation): ActionExpectation {
  const { by, value, percent } = expectation;
  assertDates({ 'expectation.by': by });
  const until = by ? { by } : {};
  if (value !== undefined && percent === undefined) {
    return { value, ...until };
  }
  if (percent !== undefined && value === undefined) {
    return { percent, ...until };
  }
  throw new InputError(
    'expectation has value and percent, or neither: use one of them, such as { "percent": -20 }',
  );
}
