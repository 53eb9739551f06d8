import { JsonValue } from '@backstage/types';
import { z } from 'zod';
import {
  aggregations,
  type Problem,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

const hints: Record<string, string> = {
  'spec.unit': 'give the unit of the value, such as h, min, % or 1',
  'spec.direction': 'say which way is good: lower, higher or range',
  'spec.owner':
    'name the Group or User responsible for it, such as group:default/payments',
  'spec.lifecycle': 'use experimental, production or deprecated',
  'spec.grain': 'say what is stored: day, week, month or quarter',
  'spec.period': 'say what is judged: day, week, month or quarter',
  'spec.aggregate': `say how values combine: { overTime: mean, overEntities: mean }, each one of ${aggregations.join(
    ', ',
  )}`,
  'spec.source.id': 'name the source that measures it',
  'spec.root': 'give the topmost node: { id, kind: goal, title, children }',
};

/**
 * Turns the issues of a schema into problems that name field, value and fix.
 *
 * @param input - what was validated, to quote the wrong values from
 * @param prefix - where `input` stands in the entity, such as `['spec']`
 */
export function toProblems(
  error: z.ZodError,
  input: unknown,
  prefix: string[],
  entity: { entityRef: string; location?: string },
): Problem[] {
  return error.issues.flatMap(issue => {
    const path = [...prefix, ...issue.path.map(String)];
    const field = formatPath(path);
    const value = valueAt(input, issue.path);
    const problem = (at: string, message: string): Problem => ({
      ...entity,
      field: at,
      ...(value === undefined ? {} : { value: value as JsonValue }),
      message: `${at} ${message}`,
    });
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map(key =>
        problem(
          formatPath([...path, key]),
          'is not a known field: remove it or correct its spelling',
        ),
      );
    }
    const hint = hints[field] ?? expectation(issue);
    if (value === undefined) {
      return [problem(field, `is missing: ${hint}`)];
    }
    return [
      problem(
        field,
        issue.code === 'custom'
          ? `is ${quote(value)}: ${issue.message}`
          : `is ${quote(value)}: ${hint}`,
      ),
    ];
  });
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `use one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_type':
      return `use a ${issue.expected === 'record' ? 'map' : issue.expected}`;
    case 'too_small':
      return issue.origin === 'number'
        ? `use a number that is ${issue.minimum} or more`
        : 'must not be empty';
    case 'too_big':
      return issue.origin === 'number'
        ? `use a number that is ${issue.maximum} or less`
        : issue.message;
    default:
      return issue.message;
  }
}

function formatPath(path: string[]): string {
  return path
    .map((part, index) =>
      /^\d+$/.test(part) ? `[${part}]` : `${index ? '.' : ''}${part}`,
    )
    .join('');
}

function valueAt(input: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    input,
  );
}

function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
