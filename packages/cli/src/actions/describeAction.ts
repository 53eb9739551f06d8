import { describeEffect } from '@internal/kpi-tree';
import { ActionView } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/**
 * An action in some lines: its title and how far it is, what it is for, who does it until
 * when, and what it came to.
 */
export function describeAction(action: ActionView): string {
  const { title, state, isOverdue, owner, start, due, done } = action;
  const { scope, kpi, tree, node, effect, unit, periodType, id } = action;
  const facts = [
    `done by ${owner}`,
    ...(start ? [`from ${start}`] : []),
    ...(due ? [`due ${due}`] : []),
    ...(done ? [`done ${done}`] : []),
  ];
  const lines = [
    `${title} [${state}${isOverdue ? ', overdue' : ''}]`,
    `  ${kpi ?? `${node} of ${tree}`} of ${scope}, ${facts.join(', ')}`,
    ...(effect && unit && periodType
      ? [`  ${describeEffect(effect, { unit, periodType }).join(' ')}`]
      : []),
    `  ${id}`,
  ];
  return lines.join('\n');
}
