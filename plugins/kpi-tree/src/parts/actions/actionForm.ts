import type {
  ActionFields,
  ActionState,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** What is expected: nothing, a value, or a change in percent. */
export type ExpectedKind = 'nothing' | 'value' | 'percent';

/** What is typed into the form of an action; dates are `YYYY-MM-DD` or empty. */
export type ActionForm = {
  title: string;
  text: string;
  owner?: string;
  state: ActionState;
  start: string;
  due: string;
  done: string;
  links: { url: string; title: string }[];
  expected: ExpectedKind;
  amount: string;
  by: string;
};

/** The form of an action, or an empty one. */
export function formOf(
  fields: Partial<ActionFields> & Pick<ActionFields, 'state'>,
): ActionForm {
  const { expectation, links = [] } = fields;
  const { value, percent, by = '' } = expectation ?? {};
  const amount = value ?? percent;
  return {
    title: fields.title ?? '',
    text: fields.text ?? '',
    ...(fields.owner ? { owner: fields.owner } : {}),
    state: fields.state,
    start: fields.start ?? '',
    due: fields.due ?? '',
    done: fields.done ?? '',
    links: links.map(({ url, title = '' }) => ({ url, title })),
    expected: kindOf(value, percent),
    amount: amount === undefined ? '' : String(amount),
    by,
  };
}

function kindOf(value?: number, percent?: number): ExpectedKind {
  if (value !== undefined) {
    return 'value';
  }
  return percent === undefined ? 'nothing' : 'percent';
}

/** What is written of an action; nothing as long as something is missing in the form. */
export function fieldsOf(form: ActionForm): ActionFields | undefined {
  const { owner, state, start, due, done, expected, amount, by } = form;
  const title = form.title.trim();
  const text = form.text.trim();
  const hasBegun = state === 'open' || state === 'done';
  const number = Number(amount);
  if (
    !title ||
    !owner ||
    (hasBegun && !start) ||
    (state === 'done' && !done) ||
    (expected !== 'nothing' && (!amount.trim() || !Number.isFinite(number)))
  ) {
    return undefined;
  }
  const links = form.links
    .map(link => ({ url: link.url.trim(), title: link.title.trim() }))
    .filter(({ url }) => url);
  return {
    title,
    ...(text ? { text } : {}),
    owner,
    state,
    ...(start ? { start } : {}),
    ...(due ? { due } : {}),
    ...(state === 'done' ? { done } : {}),
    ...(links.length
      ? {
          links: links.map(link => ({
            url: link.url,
            ...(link.title ? { title: link.title } : {}),
          })),
        }
      : {}),
    ...(expected === 'nothing'
      ? {}
      : { expectation: { [expected]: number, ...(by ? { by } : {}) } }),
  };
}

/** The same with another state, and the days that it needs: today's where there is none. */
export function withState<T extends Pick<ActionForm, 'start' | 'done'>>(
  form: T,
  state: ActionState,
  today: string,
): T & { state: ActionState } {
  const hasBegun = state === 'open' || state === 'done';
  return {
    ...form,
    state,
    start: form.start || (hasBegun ? today : ''),
    done: state === 'done' ? form.done || today : '',
  };
}

/** The fields of an action, by which two versions of it can differ. */
export const actionFieldNames = [
  'title',
  'text',
  'owner',
  'state',
  'start',
  'due',
  'done',
  'links',
  'expectation',
] as const;

/** A field of an action. */
export type ActionFieldName = (typeof actionFieldNames)[number];

/** In which fields two versions of an action differ. */
export function differing(
  one: Partial<ActionFields>,
  other: Partial<ActionFields>,
): ActionFieldName[] {
  return actionFieldNames.filter(
    name => JSON.stringify(one[name]) !== JSON.stringify(other[name]),
  );
}

/** What people write of an action, without what the portal adds. */
export function writtenOf(action: ActionFields): ActionFields {
  const written: Record<string, unknown> = {};
  for (const name of actionFieldNames) {
    if (action[name] !== undefined) {
      written[name] = action[name];
    }
  }
  return written as ActionFields;
}
