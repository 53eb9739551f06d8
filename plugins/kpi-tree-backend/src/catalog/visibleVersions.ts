import { DefinitionVersion, operandName } from '@internal/kpi-tree';
import {
  KpiSpec,
  KpiTreeSpec,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { isDeepStrictEqual } from 'node:util';
import { Definitions } from '../definitions/Definitions';
import { pruneTree } from '../definitions/pruneTree';

type Spec = KpiSpec | KpiTreeSpec;

/**
 * The versions of a definition as a caller may see them: without the KPIs of a tree that
 * are not there for her, and without what was computed by one of them. Versions that do
 * not differ otherwise are one.
 *
 * @param definitions - those that the caller may see
 * @param versions - the oldest first
 */
export function visibleVersions(
  { kpis, trees, whole }: Definitions,
  versions: DefinitionVersion[],
): DefinitionVersion[] {
  if (kpis === whole.kpis && trees === whole.trees) {
    return versions;
  }
  const hidden = [...whole.kpis.keys(), ...whole.trees.keys()].filter(
    name => !kpis.has(name) && !trees.has(name),
  );
  const operands = new Set(hidden.map(operandName));
  const isVisible = ({ spec }: DefinitionVersion) =>
    !(spec.extends && hidden.includes(spec.extends)) &&
    !(
      'formula' in spec &&
      spec.formula?.match(/\w+/g)?.some(word => operands.has(word))
    );
  const seen: DefinitionVersion[] = [];
  for (const version of versions.filter(isVisible)) {
    const spec = pruned(version.spec, kpi => kpis.has(kpi));
    const before = seen[seen.length - 1];
    const isSame =
      before !== undefined &&
      before.title === version.title &&
      before.description === version.description &&
      isDeepStrictEqual(before.spec, spec);
    if (!isSame) {
      seen.push({ ...version, spec, number: seen.length + 1 });
    }
  }
  return seen;
}

function pruned(spec: Spec, isKnown: (kpi: string) => boolean): Spec {
  return 'root' in spec
    ? { ...spec, root: pruneTree(spec.root, isKnown) }
    : spec;
}
