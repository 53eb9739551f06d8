import { z } from 'zod';
import { Evaluation, queryText } from './evaluations';

const iso = (seconds: number) => new Date(seconds * 1_000).toISOString();

/** What stands for the words in braces of a template. */
const placeholders: Record<
  string,
  (query: string, evaluation: Evaluation) => string
> = {
  query: query => query,
  // Without the quotes, which stand in the template
  queryJson: query => JSON.stringify(query).slice(1, -1),
  from: (_, { at, length }) => iso(at - length),
  to: (_, { at }) => iso(at),
  fromMs: (_, { at, length }) => String((at - length) * 1_000),
  toMs: (_, { at }) => String(at * 1_000),
  range: (_, { length }) => `${length}s`,
};

const PLACEHOLDER = /\{(\w+)\}/g;

/** Nothing that is filled in may say which host is asked. */
const ADDRESS = /^https?:\/\/[^/?#{}@\s]+[/?#]/;

/**
 * The address of a graph with words in braces, as the admin gives it: `{query}`, or
 * `{queryJson}` as a part of a text in JSON; `{from}` and `{to}`, which are ISO 8601, or
 * `{fromMs}` and `{toMs}`; and `{range}`, such as `86400s`.
 */
export const graphUrlSchema = z.string().superRefine((template, context) => {
  const complain = (message: string) =>
    context.addIssue({ code: 'custom', message });
  const unknown = [...template.matchAll(PLACEHOLDER)].find(
    ([, name]) => !Object.hasOwn(placeholders, name),
  );
  if (!ADDRESS.test(template) || !URL.canParse(template)) {
    complain(
      'use an address of http or https without a user, such as https://prometheus.example.com/graph?g0.expr={query}',
    );
  } else if (unknown) {
    complain(
      `${unknown[0]} is unknown: use {${Object.keys(placeholders).join(
        '}, {',
      )}}`,
    );
  } else if (!/\{query(Json)?\}/.test(template)) {
    complain('has no {query} in it, or {queryJson} within JSON');
  }
});

/**
 * The address of the graph of a query over a period.
 *
 * @param template - see {@link graphUrlSchema}
 * @param query - in which `$period` is replaced
 */
export function graphLink(
  template: string,
  query: string,
  evaluation: Evaluation,
): string {
  const text = queryText(query, evaluation);
  return template.replace(PLACEHOLDER, (_, name: string) =>
    encodeURIComponent(placeholders[name](text, evaluation)),
  );
}
