import { DEFAULT_NAMESPACE, type Entity } from '@backstage/catalog-model';
import { LIBRARY_NAMESPACE } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { stringify } from 'yaml';

/** What an author begins with who has nothing yet. */
export const EMPTY_DRAFT = `apiVersion: kpi-tree.io/v1alpha1
kind: Kpi
metadata:
  name: my-kpi
  title: My KPI
  description: What is measured and why it matters
spec:
  lifecycle: experimental
  owner: group:default/my-team
  unit: h
  direction: lower
  grain: day
  period: month
  aggregate: { overTime: mean, overEntities: mean }
  target: 4
  threshold: 8
  definition:
    formula: sum of durations / number of incidents
    excludes: nothing
  source:
    id: my-source
`;

/**
 * The YAML of a Kpi as its author wrote it; of one of the library the beginning of
 * an extension, as nobody can edit that itself.
 */
export function startingText(kpi: Entity): string {
  const { name, title, description, tags, labels, links, namespace } =
    kpi.metadata;
  if (namespace === LIBRARY_NAMESPACE) {
    return `apiVersion: kpi-tree.io/v1alpha1
kind: Kpi
metadata:
  name: ${name}
spec:
  extends: ${name}
  owner: group:default/my-team
  source:
    id: my-source
`;
  }
  const annotations = Object.fromEntries(
    Object.entries(kpi.metadata.annotations ?? {}).filter(
      ([key]) => !key.startsWith('backstage.io/'),
    ),
  );
  return stringify(
    {
      apiVersion: kpi.apiVersion,
      kind: kpi.kind,
      metadata: {
        name,
        ...(namespace && namespace !== DEFAULT_NAMESPACE ? { namespace } : {}),
        ...(title ? { title } : {}),
        ...(description ? { description } : {}),
        ...(labels ? { labels } : {}),
        ...(tags?.length ? { tags } : {}),
        ...(links?.length ? { links } : {}),
        ...(Object.keys(annotations).length ? { annotations } : {}),
      },
      spec: kpi.spec,
    },
    { lineWidth: 80 },
  );
}
