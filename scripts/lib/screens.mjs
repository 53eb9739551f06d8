/**
 * The screens of the sample portal: what is taken pictures of, what
 * docs/screens.md describes, and what the browser tests check for accessibility.
 *
 * @typedef {import('@playwright/test').Page} Page
 * @typedef {import('@playwright/test').Locator} Locator
 *
 * @typedef {object} Screen
 * @property {string} name - of its pictures
 * @property {string} title
 * @property {string} about - one sentence
 * @property {string} path
 * @property {{ width: number, height: number }} size
 * @property {(page: Page) => Promise<unknown>} [prepare] - what the backend is to
 *   answer otherwise
 * @property {(page: Page) => Promise<void>} [act] - what is done there
 * @property {(page: Page) => Locator} see - what has to be there
 */

const service = '/catalog/default/component/actions';
const api = '**/api/kpi-tree/v1';

export const wide = { width: 1400, height: 1000 };
export const narrow = { width: 360, height: 760 };
const tall = { ...wide, height: 1200 };
const tallNarrow = { ...narrow, height: 1200 };

const tree = (/** @type {Page} */ page) => page.getByRole('treegrid');
const drawer = (/** @type {Page} */ page) =>
  page.getByRole('dialog').getByRole('figure').first();
const records = (/** @type {Page} */ page) =>
  page.getByRole('region', { name: /^Records of/ });
const showsRecords = (/** @type {Page} */ page) =>
  records(page).evaluate(region => region.scrollIntoView({ block: 'center' }));
const comparison = (/** @type {Page} */ page) =>
  page.getByRole('region', { name: /compared with/ });
const showsComparison = (/** @type {Page} */ page) =>
  comparison(page).evaluate(region =>
    region.scrollIntoView({ block: 'center' }),
  );
const breakdown = (/** @type {Page} */ page) =>
  page.getByRole('table', { name: /^Which class made the change/ });
const showsBreakdown = async (/** @type {Page} */ page) => {
  await breakdown(page).waitFor();
  await breakdown(page).evaluate(table =>
    table.scrollIntoView({ block: 'end' }),
  );
};
const attention = (/** @type {Page} */ page) =>
  page.getByRole('list', { name: 'KPIs that need attention' });
/** @param {string | RegExp} text */
const says = text => (/** @type {Page} */ page) => page.getByText(text).first();

/** Opens the review of April, and begins it where there is none. */
async function openReview(/** @type {Page} */ page) {
  const begin = page.getByRole('button', { name: 'Begin the review' });
  const april = page.getByRole('link', { name: 'April 2026' });
  await begin.waitFor();
  await ((await april.count()) ? april : begin).click();
}

/** Tries the KPI on a service. */
async function runTrial(/** @type {Page} */ page) {
  await page.getByText('This definition is in order.').waitFor();
  await page.getByRole('textbox', { name: 'Entity' }).fill('actions');
  await page.getByText('component:default/actions').click();
  await page.getByRole('button', { name: 'Run' }).click();
}

/** @param {string} pattern - of the addresses that nobody answers */
const holds = pattern => (/** @type {Page} */ page) =>
  page.route(pattern, () => {});

/** @param {string} pattern - of the addresses that fail */
const fails = pattern => (/** @type {Page} */ page) =>
  page.route(pattern, route =>
    route.fulfill({
      status: 503,
      json: {
        error: {
          name: 'ServiceUnavailableError',
          message: 'The database is being moved, try again in a minute',
        },
        response: { statusCode: 503 },
      },
    }),
  );

/**
 * Measures a KPI no more, as if its source had stopped.
 *
 * @param {string} kpi
 */
const stopsMeasuring = kpi => (/** @type {Page} */ page) =>
  page.route(`${api}/scorecards/**`, async route => {
    const response = await route.fetch();
    const scorecard = await response.json();
    /** @param {any} node */
    const age = node => {
      if (node.kpi === kpi) {
        Object.assign(node, {
          status: 'stale',
          score: null,
          provisional: null,
        });
      }
      node.children?.forEach(age);
    };
    scorecard.trees?.forEach((/** @type {any} */ { root }) => age(root));
    await route.fulfill({ response, json: scorecard });
  });

/** The portal has the template that opens pull requests; the sample has no scaffolder. */
const hasTemplate = (/** @type {Page} */ page) =>
  page.route('**/api/catalog/entities/by-refs*', route =>
    route.request().postDataJSON().entityRefs.includes(TEMPLATE)
      ? route.fulfill({
          json: {
            items: [
              {
                apiVersion: 'scaffolder.backstage.io/v1beta3',
                kind: 'Template',
                metadata: { name: 'propose-kpi', namespace: 'default' },
              },
            ],
          },
        })
      : route.fallback(),
  );

const TEMPLATE = 'template:default/propose-kpi';

/** Nothing is allowed but to look. */
const onlyLooks = async (/** @type {Page} */ page) => {
  await page.route(`${api}/measurements/rights`, route =>
    route.fulfill({ json: { create: 'none' } }),
  );
  await page.route('**/api/permission/authorize', async route => {
    const { items } = route.request().postDataJSON();
    await route.fulfill({
      json: {
        items: items.map((/** @type {{ id: string }} */ { id }) => ({
          id,
          result: 'DENY',
        })),
      },
    });
  });
};

/** A source and another key are configured wrongly, as the backend reports it. */
const misconfigures = async (/** @type {Page} */ page) => {
  const entities = {
    key: 'kpiTree.records.sources[1].entities',
    message: 'give the column that names entities, or entities under always',
  };
  await page.route(`${api}/status`, route =>
    route.fulfill({
      json: {
        numbers: 'ready',
        problems: [
          { ...entities, severity: 'error' },
          {
            key: 'kpiTree.library.owner',
            message:
              'is "a:b:c": use a reference to a Group or User such as group:default/cio-office; until it is corrected, the library in the catalog stays as it is',
            severity: 'error',
          },
          {
            key: 'kpiTree.toleranse',
            message:
              'is not a known key, so it has no effect: did you mean tolerance?',
            severity: 'warning',
          },
        ],
      },
    }),
  );
  await page.route(`${api}/sources`, async route => {
    const response = await route.fetch();
    const sources = await response.json();
    const wrong = { state: 'misconfigured', mistakes: [entities] };
    await route.fulfill({
      response,
      json: {
        items: sources.items
          .map((/** @type {any} */ source) =>
            source.id === 'devlake-releases'
              ? { ...source, ...wrong, nextRunAt: null }
              : source,
          )
          .sort(
            (/** @type {any} */ a, /** @type {any} */ b) =>
              b.mistakes.length - a.mistakes.length,
          ),
      },
    });
  });
};

/** @type {{ title: string, about: string, screens: Screen[] }[]} */
export const sections = [
  {
    title: 'On a service',
    about:
      'For the engineer: what is off target, whether it gets better, and who is on it.',
    screens: [
      {
        name: 'card',
        title: 'Card on the overview of a service',
        about:
          'The score, a line for each value stream, and the KPIs that need attention most.',
        path: service,
        size: wide,
        see: attention,
      },
      {
        name: 'service',
        title: 'Tab of a service',
        about: 'The goal tree as a table, with what is wrong in it first.',
        path: `${service}/kpi-tree`,
        size: wide,
        see: tree,
      },
      {
        name: 'service-narrow',
        title: 'Tab of a service on a phone',
        about: 'The same at 360 pixels.',
        path: `${service}/kpi-tree`,
        size: narrow,
        see: tree,
      },
      {
        name: 'kpi',
        title: 'Drawer of a KPI',
        about:
          'History with target, limits, signals and forecast; what explains the last change; the definition.',
        path: `${service}/kpi-tree?kpi=incident-mttr`,
        size: wide,
        see: drawer,
      },
      {
        name: 'kpi-narrow',
        title: 'Drawer of a KPI on a phone',
        about: 'The same at 360 pixels.',
        path: `${service}/kpi-tree?kpi=incident-mttr`,
        size: narrow,
        see: drawer,
      },
      {
        name: 'kpi-page',
        title: 'A KPI as a page',
        about: 'What the drawer shows, with an address of its own.',
        path: '/kpi-tree/kpis/component/default/actions/incident-mttr',
        size: wide,
        see: page => page.getByRole('figure').first(),
      },
      {
        name: 'records',
        title: 'The records behind a value',
        about:
          'The incidents that a month is made of, the worst first, with what each adds.',
        path: '/kpi-tree/kpis/component/default/actions/incident-mttr?records=2026-04-01',
        size: tall,
        act: showsRecords,
        see: records,
      },
      {
        name: 'breakdown',
        title: 'A KPI by class',
        about:
          'Incidents by their impact, and which class made the last change.',
        path: '/kpi-tree/kpis/all/incidents-opened',
        size: tall,
        act: showsBreakdown,
        see: breakdown,
      },
      {
        name: 'breakdown-narrow',
        title: 'A KPI by class on a phone',
        about: 'A mean, whose classes have a history each, at 360 pixels.',
        path: '/kpi-tree/kpis/all/incident-mttr',
        size: narrow,
        act: showsBreakdown,
        see: breakdown,
      },
      {
        name: 'records-narrow',
        title: 'The records behind a value on a phone',
        about: 'The same at 360 pixels, in the drawer.',
        path: `${service}/kpi-tree?kpi=incident-mttr&records=2026-04-01`,
        size: narrow,
        act: showsRecords,
        see: records,
      },
      {
        name: 'records-compared',
        title: 'What came and what went',
        about:
          'The records of a month compared with those of another: how many there are, what they come to, by each column with some values, and the largest.',
        path: '/kpi-tree/kpis/component/default/actions/incident-mttr?records=2026-04-01&against=2026-03-01',
        size: tall,
        act: showsComparison,
        see: comparison,
      },
      {
        name: 'records-compared-narrow',
        title: 'What came and what went, on a phone',
        about: 'The same at 360 pixels, in the drawer.',
        path: `${service}/kpi-tree?kpi=incident-mttr&records=2026-04-01&against=2026-03-01`,
        size: narrow,
        act: showsComparison,
        see: comparison,
      },
    ],
  },
  {
    title: 'The portal page',
    about: 'The whole portfolio, or any Domain, System or Group.',
    screens: [
      {
        name: 'overview',
        title: 'Overview',
        about:
          'The score of the goal and how it went, what moved, and the value streams.',
        path: '/kpi-tree',
        size: wide,
        see: page => page.getByRole('list', { name: 'What moved' }),
      },
      {
        name: 'overview-narrow',
        title: 'Overview on a phone',
        about: 'The same at 360 pixels.',
        path: '/kpi-tree',
        size: narrow,
        see: page => page.getByRole('list', { name: 'What moved' }),
      },
      {
        name: 'tree-picture',
        title: 'Goal tree as a picture',
        about:
          'It pans, zooms, folds, is searched and is saved as PNG or SVG; edges are as wide as their weight.',
        path: '/kpi-tree?tab=tree&tree=it-transformation&layout=picture',
        size: tall,
        see: page => page.getByRole('tree'),
      },
      {
        name: 'tree-picture-narrow',
        title: 'Goal tree as a picture on a phone',
        about: 'The same at 360 pixels.',
        path: '/kpi-tree?tab=tree&tree=it-transformation&layout=picture',
        size: tallNarrow,
        see: page => page.getByRole('tree'),
      },
      {
        name: 'portfolio',
        title: 'Goal tree as a table',
        about: 'The same as a tree table, with how the members stand.',
        path: '/kpi-tree?tab=tree&tree=it-transformation',
        size: wide,
        see: tree,
      },
      {
        name: 'as-of',
        title: 'As of a day, compared with another',
        about:
          'The portal as of the end of March, compared with a quarter earlier.',
        path: '/kpi-tree?tab=tree&tree=it-transformation&asOf=2026-03-31&compare=P3M',
        size: wide,
        see: tree,
      },
      {
        name: 'streams',
        title: 'Value streams',
        about:
          'A dashboard each: processes with their KPIs as small charts, the worst services, and the run rate of the running period.',
        path: '/kpi-tree?tab=streams&tree=it-transformation&stream=detect-to-correct',
        size: wide,
        see: says('Incident management'),
      },
      {
        name: 'streams-narrow',
        title: 'Value streams on a phone',
        about: 'The same at 360 pixels.',
        path: '/kpi-tree?tab=streams&tree=it-transformation&stream=detect-to-correct',
        size: tallNarrow,
        see: says('Incident management'),
      },
      {
        name: 'heatmap',
        title: 'Heatmap',
        about:
          'Services by KPI, grouped by System or owner and in order of any KPI.',
        path: '/kpi-tree?tab=heatmap&tree=it-transformation',
        size: wide,
        see: page => page.getByRole('grid').getByRole('row').nth(3),
      },
      {
        name: 'heatmap-narrow',
        title: 'Heatmap on a phone',
        about: 'The same at 360 pixels.',
        path: '/kpi-tree?tab=heatmap&tree=it-transformation',
        size: tallNarrow,
        see: page => page.getByRole('grid').getByRole('row').nth(3),
      },
      {
        name: 'actions',
        title: 'Actions',
        about:
          'Who does what to improve which KPI, until when, and what it came to.',
        path: '/kpi-tree?tab=actions&show=all',
        size: tall,
        see: says('Sample: an action that worked'),
      },
      {
        name: 'actions-narrow',
        title: 'Actions on a phone',
        about: 'The same at 360 pixels.',
        path: '/kpi-tree?tab=actions&show=all',
        size: tallNarrow,
        see: says('Sample: an action that worked'),
      },
      {
        name: 'action',
        title: 'An action is added',
        about: 'What is to be done, by whom, until when, and what is expected.',
        path: '/kpi-tree/kpis/component/default/actions/incident-mttr?action=new',
        size: wide,
        see: page => page.getByRole('dialog'),
      },
      {
        name: 'action-narrow',
        title: 'An action is added on a phone',
        about: 'The same at 360 pixels.',
        path: '/kpi-tree/kpis/component/default/actions/incident-mttr?action=new',
        size: narrow,
        see: page => page.getByRole('dialog'),
      },
      {
        name: 'action-effect',
        title: 'What an action came to',
        about:
          'The page of a KPI with a flag where the action began, and what was different since.',
        path: '/kpi-tree/kpis/component/default/git-operations/availability',
        size: tall,
        see: says('Sample: an action that worked'),
      },
      {
        name: 'mine',
        title: 'My KPIs',
        about: 'What I or my groups answer for, in order of need.',
        path: '/kpi-tree?tab=mine',
        size: wide,
        see: says('Major incidents'),
      },
      {
        name: 'review',
        title: 'A review',
        about:
          'A service and a month that people talk through: why the score changed, what needs attention, what is done, what is decided.',
        path: '/kpi-tree?tab=review&scope=component:default/actions&tree=it-transformation',
        size: { width: 1280, height: 1400 },
        act: openReview,
        see: page =>
          page.getByRole('heading', { name: 'Why the score changed' }),
      },
      {
        name: 'library',
        title: 'Library',
        about:
          'All definitions of the organisation and those of the built-in library.',
        path: '/kpi-tree?tab=library',
        size: wide,
        see: page => page.getByRole('heading', { name: /^KPIs/ }),
      },
      {
        name: 'quality',
        title: 'Quality',
        about: 'What is wrong with definitions and data, by owner.',
        path: '/kpi-tree?tab=quality',
        size: wide,
        see: says('Too little measured'),
      },
      {
        name: 'sources',
        title: 'Sources',
        about: 'How the collections went, and starts them.',
        path: '/kpi-tree?tab=sources',
        size: wide,
        see: page => page.getByRole('region', { name: 'github-status' }),
      },
      {
        name: 'try',
        title: 'Try it',
        about:
          'A KPI is written and tried on the live source before it is proposed.',
        path: '/kpi-tree?tab=try&draft=kpi:default/incident-mttr',
        size: wide,
        act: runTrial,
        see: page => page.getByRole('region', { name: 'Result' }),
      },
      {
        name: 'propose',
        title: 'Propose a KPI',
        about:
          'A new KPI of a node, with what its neighbours have in common, becomes a pull request.',
        path: '/kpi-tree?tab=try&tree=it-transformation&node=incident-management&scope=component:default/actions',
        size: wide,
        prepare: hasTemplate,
        see: page => page.getByRole('button', { name: 'Open a pull request' }),
      },
    ],
  },
  {
    title: 'Elsewhere in the portal',
    about: 'Where people are anyway.',
    screens: [
      {
        name: 'definition',
        title: 'Page of a KPI in the catalog',
        about: 'What it says, where it is used, when it changed.',
        path: '/catalog/kpi-library/kpi/change-failure-rate',
        size: wide,
        see: page => page.getByLabel('Formula'),
      },
      {
        name: 'home',
        title: 'Home page',
        about: 'Widgets of what I answer for, and of a value stream.',
        path: '/home',
        size: wide,
        see: says('Longest outage'),
      },
      {
        name: 'catalog-column',
        title: 'Column of the catalog',
        about: 'The status of each service, in the list of all.',
        path: '/?filters[kind]=component&filters[user]=all',
        size: wide,
        see: page => page.getByRole('row', { name: /Copilot/ }),
      },
      {
        name: 'search',
        title: 'Search',
        about: 'KPIs and trees are found by what they are about.',
        path: '/search?query=restore',
        size: wide,
        see: says('Mean time to restore'),
      },
    ],
  },
  {
    title: 'States',
    about: 'What a screen says when it cannot show what it should.',
    screens: [
      {
        name: 'loading',
        title: 'Loading',
        about: 'The shape of what comes.',
        path: `${service}/kpi-tree`,
        size: wide,
        prepare: holds(`${api}/scorecards/**`),
        see: page => page.getByRole('status', { name: /^Loading/ }),
      },
      {
        name: 'empty',
        title: 'Without a tree',
        about: 'The next step to take, with the lines to copy.',
        path: '/catalog/default/group/portfolio-office/kpi-tree',
        size: wide,
        see: says(/kpi-tree\.io\/tree/),
      },
      {
        name: 'error',
        title: 'Error',
        about: 'What went wrong, and another try.',
        path: `${service}/kpi-tree`,
        size: wide,
        prepare: fails(`${api}/scorecards/**`),
        see: page => page.getByRole('button', { name: 'Try again' }),
      },
      {
        name: 'stale',
        title: 'Stale',
        about:
          'The last value of a KPI that is measured no more; it counts nothing any more.',
        path: `${service}/kpi-tree`,
        size: tall,
        prepare: stopsMeasuring('incident-mttr'),
        see: page => page.getByRole('row', { name: /Stale/ }),
      },
      {
        name: 'partial',
        title: 'Partly measured',
        about: 'What is missing in a score, and who has to see to it.',
        path: '/kpi-tree?tab=tree&tree=it-transformation&statuses=no-data,no-target,stale',
        size: wide,
        see: tree,
      },
      {
        name: 'misconfigured',
        title: 'Wrong configuration',
        about:
          'What is wrong in app-config.yaml, with its key; the other sources are collected.',
        path: '/kpi-tree?tab=sources',
        size: wide,
        prepare: misconfigures,
        see: page => page.getByRole('region', { name: 'Configuration' }),
      },
      {
        name: 'misconfigured-narrow',
        title: 'Wrong configuration on a phone',
        about: 'The same at 360 pixels.',
        path: '/kpi-tree?tab=sources',
        size: narrow,
        prepare: misconfigures,
        see: page => page.getByRole('region', { name: 'Configuration' }),
      },
      {
        name: 'no-permission',
        title: 'Without permission',
        about: 'Who may only look sees no sources, no import and no trial.',
        path: '/kpi-tree?tab=sources',
        size: wide,
        prepare: onlyLooks,
        see: says('Needs attention'),
      },
    ],
  },
];

export const screens = sections.flatMap(section => section.screens);
