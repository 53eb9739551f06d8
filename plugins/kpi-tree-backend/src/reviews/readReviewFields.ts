import { InputError } from '@backstage/errors';
import {
  ReviewDecision,
  ReviewFields,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { assertDates } from '../clock/assertDates';
import { assertStorable } from '../inputs/assertStorable';
import { readPerson } from '../inputs/readPerson';

/**
 * What somebody writes in a review, picked field by field. Lengths and types are those of
 * `openapi.yaml` already.
 *
 * @throws `InputError` that names the first field that is wrong, and what would be right
 */
export function readReviewFields(body: ReviewFields): ReviewFields {
  const notes = body.notes?.trim();
  assertStorable('notes', notes);
  return {
    ...(notes ? { notes } : {}),
    decisions: body.decisions.map(decisionOf),
  };
}

function decisionOf(
  { text: written, owner, due }: ReviewDecision,
  index: number,
): ReviewDecision {
  const field = `decisions[${index}]`;
  const text = written.trim();
  if (!text) {
    throw new InputError(
      `${field}.text is empty: say in a sentence what was decided`,
    );
  }
  assertStorable(`${field}.text`, text);
  assertDates({ [`${field}.due`]: due });
  return {
    text,
    ...(owner ? { owner: readPerson(`${field}.owner`, owner) } : {}),
    ...(due ? { due } : {}),
  };
}
