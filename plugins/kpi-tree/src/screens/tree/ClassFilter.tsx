import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  ScorecardNode,
  ScorecardTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useState } from 'react';
import type { Scope } from '../../api';
import { useClassTitle } from '../../parts/breakdown/useClassTitle';
import { NativeSelect } from '../../parts/controls/NativeSelect';
import { useFormat } from '../../parts/format';
import { LoadError } from '../../parts/notices/LoadError';
import { classParam, ClassOf } from '../../parts/view/classParam';
import { useScorecardClasses } from '../../queries/useClassScorecard';
import { kpiTreeTranslationRef } from '../../texts';

type ClassFilterProps = {
  scope: Scope;
  /** The tree, with all of its classes together. */
  tree: ScorecardTree;
  /** The class that it is shown for. */
  value: ClassOf | undefined;
  asOf?: string;
  onChange: (param: string | undefined) => void;
};

/** A choice of the class whose values the tree shows; none where no KPI has classes. */
export const ClassFilter = ({
  scope,
  tree,
  value,
  asOf,
  onChange,
}: ClassFilterProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount } = useFormat();
  const titleOf = useClassTitle();
  const [chosen, setChosen] = useState<string>();
  const by = value?.by ?? chosen;
  const {
    value: classes,
    error,
    loading,
    retry,
  } = useScorecardClasses({ scope, tree: tree.name, asOf }, by);
  const { breakdowns = [] } = tree;
  if (!breakdowns.length && !value) {
    return null;
  }
  const of = formatCount(kpisOf(tree.root).size);
  const names = classes?.items.map(({ name = '' }) => name) ?? [];
  const hidden = value && !names.includes(value.name) ? [value.name] : [];
  return (
    <>
      <NativeSelect
        label={t('tree.ofClass')}
        value={by ?? ''}
        onChange={one => {
          setChosen(one);
          onChange(undefined);
        }}
      >
        <option value="">{t('tree.ofClassAll')}</option>
        {breakdowns.map(({ id, kpis }) => (
          <option key={id} value={id}>
            {t('tree.ofClassOption', { by: id, kpis: formatCount(kpis), of })}
          </option>
        ))}
      </NativeSelect>
      {by !== undefined && error && !loading && (
        <LoadError
          title={t('tree.classesError')}
          error={error}
          onRetry={retry}
        />
      )}
      {by !== undefined && (classes || value) && (
        <NativeSelect
          label={t('tree.className', { by })}
          value={value ? classParam(value) : ''}
          onChange={onChange}
        >
          {!value && <option value="">{t('tree.classNone')}</option>}
          {[...names, ...hidden].map(name => (
            <option key={name} value={classParam({ by, name })}>
              {titleOf(name ? { kind: 'class', name } : { kind: 'blank' })}
            </option>
          ))}
        </NativeSelect>
      )}
    </>
  );
};

/** The KPIs at and below a node, each once. */
function kpisOf({ kpi, children }: ScorecardNode): Set<string> {
  const below = children.flatMap(child => [...kpisOf(child)]);
  return new Set(kpi === undefined ? below : [kpi, ...below]);
}
