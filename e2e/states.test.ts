import type {
  Scorecard,
  ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { type Page, type Route } from '@playwright/test';
import { untilMeasured } from './support/portalApi';
import { signInAsGuest } from './support/signIn';
import { expect, test } from './support/test';

const service = 'component/default/actions';
const asked = /\/v1\/scorecards\/component\/default\/actions(\?|$)/;
const loading = { timeout: 45_000 };

/** The page of the service, whose scorecard is answered another way. */
async function open(page: Page, answer: (route: Route) => Promise<void>) {
  await page.route(asked, answer);
  await signInAsGuest(page, `/catalog/default/component/actions/kpi-tree`);
}

/** Answers what the portal does, changed. */
const changed =
  (change: (scorecard: Scorecard) => Scorecard) => async (route: Route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: change(await response.json()) });
  };

const fails =
  (status: number, name: string, message: string) => (route: Route) =>
    route.fulfill({
      status,
      json: { error: { name, message }, response: { statusCode: status } },
    });

/** The scorecard with each KPI changed. */
function eachKpi(
  scorecard: Scorecard,
  change: (kpi: ScorecardNode) => ScorecardNode,
): Scorecard {
  const visit = (node: ScorecardNode): ScorecardNode =>
    node.kind === 'kpi'
      ? change(node)
      : { ...node, children: node.children.map(visit) };
  return {
    ...scorecard,
    trees: scorecard.trees.map(tree => ({ ...tree, root: visit(tree.root) })),
  };
}

test.describe('the tab of a service', () => {
  test.beforeEach(({ request }) =>
    untilMeasured(request, service, 'incident-mttr'),
  );

  test('has the shape of a tree while it is loaded', async ({ page }) => {
    await open(page, () => new Promise(() => {}));
    await expect(page.getByRole('main')).toMatchAriaSnapshot(
      `
      - main:
        - status "Loading the KPI tree"
      `,
      loading,
    );
  });

  test('says what went wrong, and tries again', async ({
    page,
    browserProblems,
  }) => {
    browserProblems.allow(/-> 503/);
    await open(
      page,
      fails(503, 'ServiceUnavailableError', 'The database is being moved'),
    );
    await expect(page.getByRole('main')).toMatchAriaSnapshot(
      `
      - main:
        - alert:
          - button:
            - heading /The KPI tree could not be loaded. The database is being moved/
        - button "Try again"
      `,
      loading,
    );
    await page.unroute(asked);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('treegrid')).toBeVisible(loading);
  });

  test('says that one may not see it, without a vain try', async ({
    page,
    browserProblems,
  }) => {
    browserProblems.allow(/-> 403/);
    await open(page, fails(403, 'NotAllowedError', 'Not allowed'));
    await expect(page.getByRole('main')).toMatchAriaSnapshot(
      `
      - main:
        - heading "You are not allowed to see this"
        - paragraph: /ask an administrator for read access/
      `,
      loading,
    );
    await expect(page.getByRole('button', { name: 'Try again' })).toBeHidden();
  });

  test('gives the lines to copy where there is no tree', async ({ page }) => {
    await open(
      page,
      changed(scorecard => ({ ...scorecard, trees: [] })),
    );
    await expect(page.getByRole('main')).toMatchAriaSnapshot(
      `
      - main:
        - paragraph: No KPI tree is attached yet
        - paragraph: /Add these lines to the YAML file of this entity/
        - code: /metadata:.*annotations:.*kpi-tree.io\\/tree/
      `,
      loading,
    );
  });

  test('says which numbers are old', async ({ page }) => {
    await open(
      page,
      changed(scorecard =>
        eachKpi(scorecard, kpi => ({ ...kpi, status: 'stale', score: null })),
      ),
    );
    await expect(page.getByRole('main')).toMatchAriaSnapshot(
      `
      - main:
        - list "KPIs by status":
          - listitem: 9 stale
        - treegrid "KPI tree":
          - rowgroup
          - rowgroup:
            - row:
              - gridcell /Mean time to restore/
              - gridcell "Stale"
      `,
      loading,
    );
  });

  test('says how much is measured where not all is', async ({ page }) => {
    await open(
      page,
      changed(scorecard =>
        eachKpi(scorecard, kpi =>
          kpi.kpi === 'incident-mttr'
            ? kpi
            : {
                ...kpi,
                status: 'no-data',
                score: null,
                value: null,
                coverage: 0,
              },
        ),
      ),
    );
    await expect(page.getByRole('main')).toMatchAriaSnapshot(
      `
      - main:
        - list "KPIs by status":
          - listitem: 1 at risk
          - listitem: 8 no data
        - treegrid "KPI tree":
          - rowgroup
          - rowgroup:
            - row:
              - gridcell /Mean time to restore/
              - gridcell "At risk"
            - row:
              - gridcell
              - gridcell "No data"
      `,
      loading,
    );
  });
});
