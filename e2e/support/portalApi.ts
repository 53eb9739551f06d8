import { type APIRequestContext, expect } from '@playwright/test';

/** Asks the API of the portal as the guest. */
export async function ask(portal: APIRequestContext, path: string) {
  const session = await portal.get('/api/auth/guest/refresh', {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  const { backstageIdentity } = await session.json();
  const answer = await portal.get(path, {
    headers: { authorization: `Bearer ${backstageIdentity.token}` },
  });
  return answer.json();
}

type Node = { kpi?: string; value?: number | null; children?: Node[] };

const allOf = (node: Node): Node[] => [
  node,
  ...(node.children ?? []).flatMap(allOf),
];

/**
 * Waits until the portal has read the sample and collected a KPI.
 *
 * @param scope - such as `component/default/actions`, or `all`
 */
export async function untilMeasured(
  portal: APIRequestContext,
  scope: string,
  kpi: string,
) {
  await expect(async () => {
    const { trees = [] } = await ask(
      portal,
      `/api/kpi-tree/v1/scorecards/${scope}`,
    );
    const nodes = trees.flatMap((tree: { root: Node }) => allOf(tree.root));
    expect(
      nodes.some((node: Node) => node.kpi === kpi && node.value !== null),
    ).toBe(true);
  }).toPass({ timeout: 180_000 });
}

/**
 * Waits until the search finds something by a term. The index is made again from time to
 * time, and the first one may know only some of the catalog.
 *
 * @param options - the type of the documents and the title of one of them; any if not given
 */
export async function untilIndexed(
  portal: APIRequestContext,
  term: string,
  { type, title }: { type?: string; title?: string } = {},
) {
  const query = new URLSearchParams({
    term,
    ...(type ? { 'types[0]': type } : {}),
  });
  await expect(async () => {
    const found = await ask(portal, `/api/search/query?${query}`);
    expect(found.results).toContainEqual(
      title === undefined
        ? expect.anything()
        : expect.objectContaining({
            document: expect.objectContaining({ title }),
          }),
    );
  }).toPass({ timeout: 180_000 });
}
