import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  ActionExpectation,
  ActionFields,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeTranslationRef } from '../../texts';
import { useFormat } from '../format';
import type { ActionFieldName } from './actionForm';

const nameKeys = {
  title: 'action.fieldTitle',
  text: 'action.fieldText',
  owner: 'action.fieldOwner',
  state: 'action.fieldState',
  start: 'action.fieldStart',
  due: 'action.fieldDue',
  done: 'action.fieldDone',
  links: 'action.fieldLinks',
  expectation: 'action.fieldExpectation',
} as const;

/**
 * The fields of an action in words.
 *
 * @param unit - of the KPI that it is for
 */
export function useFieldTexts(unit: string | undefined) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatPeriod, formatValue } = useFormat();
  const day = (date: string) => formatPeriod(date, 'day');
  const expectationText = ({ value, percent, by }: ActionExpectation) => {
    const what =
      percent === undefined
        ? t('action.expectsValue', {
            value: formatValue(value ?? 0, unit ?? '1'),
          })
        : t('action.expectsPercent', {
            value: `${percent < 0 ? '−' : '+'}${formatValue(
              Math.abs(percent),
              '%',
            )}`,
          });
    return by ? t('action.expectsBy', { what, date: day(by) }) : what;
  };
  return {
    day,
    expectationText,
    nameOf: (field: ActionFieldName) => t(nameKeys[field]),
    /** A field as one line; nothing if it is not given. */
    textOf: (
      fields: Partial<ActionFields>,
      name: ActionFieldName,
    ): string | undefined => {
      const { state, links, expectation } = fields;
      switch (name) {
        case 'state':
          return state && t(`action.state-${state}`);
        case 'start':
        case 'due':
        case 'done':
          return fields[name] && day(fields[name]);
        case 'links':
          return links?.map(({ url, title }) => title ?? url).join(', ');
        case 'expectation':
          return expectation && expectationText(expectation);
        default:
          return fields[name];
      }
    },
  };
}
