/** The catalog of the trial: twenty services of two Systems, and two KPIs. */

export const COMPONENTS = Array.from({ length: 20 }, (_, i) => `service-${i}`);

/** The System of a service. */
export const systemOf = (component: string) =>
  `system-${Number(component.split('-')[1]) % 2}`;

export const SYSTEMS = ['system-0', 'system-1'];

/** What is sent by the client. */
export const PUSHED = 'deployments';

/** What the source collects. */
export const COLLECTED = 'bookings';

const header = (kind: string, name: string, own = false) =>
  `apiVersion: ${own ? 'kpi-tree.io' : 'backstage.io'}/v1alpha1
kind: ${kind}
metadata:
  name: ${name}
  description: ${name}
spec:
  lifecycle: production
  owner: group:default/trial
`;

const group = `apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: trial
spec:
  type: team
  children: []
`;

const kpi = (name: string, source: string) =>
  `${header('Kpi', name, true)}  unit: '1'
  direction: higher
  grain: day
  period: month
  aggregate: { overTime: sum, overEntities: sum }
  target: 20
  threshold: 10
${source}`;

const documents: { [name: string]: string } = {
  group,
  ...Object.fromEntries(
    SYSTEMS.map(system => [system, header('System', system)]),
  ),
  ...Object.fromEntries(
    COMPONENTS.map(component => [
      component,
      `${header('Component', component)}  type: service
  system: ${systemOf(component)}
`,
    ]),
  ),
  [PUSHED]: kpi(PUSHED, ''),
  [COLLECTED]: kpi(
    COLLECTED,
    '  source:\n    id: warehouse\n    query: bookings\n',
  ),
  trial: `${header('KpiTree', 'trial', true)}  appliesTo: { kind: Component }
  root:
    id: faster
    kind: goal
    title: Faster
    children:
      - kpi: ${PUSHED}
      - kpi: ${COLLECTED}
`,
};

/** Documents of a file of the catalog, without those named. */
export function catalogYaml(without: string[]): string {
  return Object.entries(documents)
    .filter(([name]) => !without.includes(name))
    .map(([, document]) => document)
    .join('---\n');
}
