import { parseEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { humanizeEntityRef } from '@backstage/plugin-catalog-react';
import type { Status } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { Filters } from '../view/useView';
import { kpiTreeTranslationRef } from '../../texts';
import type { FilterChoices } from './filterChoices';

/** What the filters and their entries are called. */
export function useFilterLabels(choices: FilterChoices) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const names: Record<keyof Filters, string> = {
    streams: t('portal.filterStreams'),
    personas: t('portal.filterPersonas'),
    statuses: t('portal.filterStatuses'),
    owners: t('portal.filterOwners'),
    tags: t('portal.filterTags'),
  };
  const valueOf = (name: keyof Filters, value: string): string => {
    switch (name) {
      case 'streams':
        return choices.streams.find(({ id }) => id === value)?.title ?? value;
      case 'statuses':
        return t(`status.${value as Status}`);
      case 'owners':
        return ownerName(value);
      default:
        return value;
    }
  };
  return { names, valueOf };
}

function ownerName(ref: string): string {
  try {
    return humanizeEntityRef(parseEntityRef(ref), { defaultKind: 'group' });
  } catch {
    return ref;
  }
}
