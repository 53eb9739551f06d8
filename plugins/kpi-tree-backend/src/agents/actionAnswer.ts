import {
  ActionView,
  EffectVerdict,
  effectVerdicts,
  actionStates,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Zod } from './fields';
import { ViewLinks } from './ViewLinks';

const REASONS: Record<string, string> = {
  'not-begun': 'its first period is not over yet',
  'few-before': 'there are too few values before it',
  'few-after': 'there are too few values since',
  'as-before': 'it went on as it went before',
  'no-range': 'the range in which the KPI is to stay is not known',
};

/** The schema of an action in an answer. */
export const actionOf = (zod: Zod) => {
  const number = () => zod.number().nullable();
  const text = () => zod.string().nullable();
  const part = () =>
    zod
      .object({
        from: zod.string(),
        to: zod.string(),
        points: zod.number(),
        value: number(),
      })
      .nullable();
  return zod.object({
    id: zod.string(),
    scope: zod.string(),
    kpi: text(),
    tree: text(),
    node: text(),
    subjectTitle: zod.string().describe('Of the KPI or node it is for.'),
    title: zod.string(),
    text: text().describe('Markdown.'),
    owner: zod.string().describe('Who does it.'),
    answerable: zod
      .array(zod.string())
      .describe('Who answers for the KPI or node.'),
    state: zod.enum(actionStates),
    start: text(),
    due: text(),
    done: text(),
    isOverdue: zod.boolean(),
    links: zod.array(zod.object({ url: zod.string(), title: text() })),
    expectation: zod
      .object({ value: number(), percent: number(), by: text() })
      .nullable()
      .describe('What it is meant to come to; null: nothing was said.'),
    effect: zod
      .object({
        verdict: zod
          .enum(effectVerdicts)
          .describe(
            'too-early: even the clearest change could still be chance; no-effect-seen: what changed is not more than chance explains; worked, got-worse: a change that chance does not explain; unknown: it cannot be judged.',
          ),
        why: text().describe('Why there is no other verdict.'),
        before: part(),
        after: part(),
        difference: zod
          .object({ value: zod.number(), lower: number(), upper: number() })
          .nullable()
          .describe(
            'After less before with its 99 % interval, in the unit of the KPI.',
          ),
        expectation: text().describe('met, possible, missed or open.'),
        sharedWith: zod
          .array(zod.string())
          .describe(
            'What else began in these periods: the effect is theirs together.',
          ),
      })
      .nullable()
      .describe(
        'Of a KPI, of an action that has begun; null for others, which says nothing about them.',
      ),
    link: zod.string(),
  });
};

/** An action as agents get it. */
export function toAnswer(action: ActionView, links: ViewLinks) {
  const { scope, kpi, tree, node, expectation, effect } = action;
  return {
    id: action.id,
    scope,
    kpi: kpi ?? null,
    tree: tree ?? null,
    node: node ?? null,
    subjectTitle: action.subjectTitle,
    title: action.title,
    text: action.text ?? null,
    owner: action.owner,
    answerable: action.answerable,
    state: action.state,
    start: action.start ?? null,
    due: action.due ?? null,
    done: action.done ?? null,
    isOverdue: action.isOverdue,
    links: (action.links ?? []).map(({ url, title }) => ({
      url,
      title: title ?? null,
    })),
    expectation: expectation
      ? {
          value: expectation.value ?? null,
          percent: expectation.percent ?? null,
          by: expectation.by ?? null,
        }
      : null,
    effect: effect
      ? {
          verdict: effect.verdict satisfies EffectVerdict,
          why: effect.reason ? REASONS[effect.reason] ?? effect.reason : null,
          before: effect.before ?? null,
          after: effect.after ?? null,
          difference: effect.difference ?? null,
          expectation: effect.expectation?.outcome ?? null,
          sharedWith: [
            ...(effect.together?.actions ?? []).map(id => `action ${id}`),
            ...(effect.together?.changes ?? []).map(
              date => `change of the process of ${date}`,
            ),
          ],
        }
      : null,
    link:
      kpi === undefined
        ? links.tree(scope, { tree, node })
        : links.kpi(scope, kpi),
  };
}
