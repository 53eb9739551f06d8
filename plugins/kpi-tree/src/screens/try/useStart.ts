import { type Entity } from '@backstage/catalog-model';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { LIBRARY_NAMESPACE } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useCatalogEntity } from '../../queries/useCatalogEntity';
import { useKpis } from '../../queries/useKpis';
import { useTree } from '../../queries/useTree';
import { managedUrl } from './managedUrl';
import { findNode, nodeText } from './nodeText';
import { EMPTY_DRAFT, startingText } from './startingText';

/** Where a new KPI is to stand: the name of a tree, and the id of a node in it. */
export type TreePlace = { tree: string; node: string };

/** What a draft begins with. */
export type Start = {
  loading: boolean;
  text: string;
  /** The Kpi that is changed, or the one of the library that is extended. */
  kpi?: Entity;
  /** The address of the file that it goes into, as far as that is known. */
  file?: string;
  /** Given where the tree is in that file. */
  place?: TreePlace;
};

/**
 * What a draft begins with: a Kpi that is to be changed, a new one below a node, or
 * nothing.
 *
 * @param draft - the reference of a Kpi
 */
export function useStart(
  draft: string | undefined,
  place: TreePlace | undefined,
): Start {
  const config = useApi(configApiRef);
  const standard = config.getOptionalString('kpiTree.proposals.file');
  const kpi = useCatalogEntity(draft);
  const tree = useTree(place?.tree);
  const treeEntity = useCatalogEntity(tree.value?.entityRef);
  const kpis = useKpis(place !== undefined);
  const loading =
    (kpi.loading && !kpi.value) ||
    (place !== undefined &&
      ((tree.loading && !tree.value) ||
        (treeEntity.loading && !treeEntity.value) ||
        (kpis.loading && !kpis.value)));
  if (kpi.value) {
    return {
      loading,
      text: startingText(kpi.value),
      kpi: kpi.value,
      // One that is in a file of another kind would be in two files
      file:
        managedUrl(kpi.value) ??
        (kpi.value.metadata.namespace === LIBRARY_NAMESPACE
          ? standard
          : undefined),
    };
  }
  const found =
    place && tree.value && findNode(tree.value.spec.root, place.node);
  if (!found) {
    return { loading, text: EMPTY_DRAFT, file: standard };
  }
  const file = treeEntity.value && managedUrl(treeEntity.value);
  return {
    loading,
    text: nodeText(found, kpis.value?.items ?? [], tree.value!.spec.owner),
    file: file ?? standard,
    ...(file ? { place } : {}),
  };
}
