import type { ScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { actionsScorecard } from '../../fixtures';
import type { Filters } from '../view/useView';
import { filterTree } from './filterTree';

const none: Filters = {
  streams: [],
  personas: [],
  statuses: [],
  owners: [],
  tags: [],
};

const node = (
  id: string,
  kind: ScorecardNode['kind'],
  fields: Partial<ScorecardNode> = {},
): ScorecardNode => ({
  id,
  kind,
  title: id,
  owner: null,
  weight: 1,
  status: 'on-target',
  score: 100,
  trend: 'stable',
  coverage: 1,
  children: [],
  ...fields,
});

const root = node('goal', 'goal', {
  owner: 'group:default/cio',
  children: [
    node('detect', 'value-stream', {
      owner: 'group:default/ops',
      children: [
        node('detect/mttr', 'kpi', {
          status: 'at-risk',
          personas: ['operations-manager'],
          tags: ['dora', 'incident'],
        }),
        node('detect/backlog', 'kpi', { owner: 'user:default/jane' }),
      ],
    }),
    node('deploy', 'value-stream', {
      children: [
        node('deploy/frequency', 'kpi', { tags: ['dora'] }),
        node('empty', 'process'),
      ],
    }),
  ],
});

const ids = (filters: Partial<Filters>) => {
  const found: string[] = [];
  const visit = (each: ScorecardNode) => {
    found.push(each.id);
    each.children.forEach(visit);
  };
  const kept = filterTree(root, { ...none, ...filters });
  if (kept) {
    visit(kept);
  }
  return found;
};

describe('filterTree', () => {
  it('leaves a tree as it is without filters', () => {
    expect(filterTree(root, none)).toBe(root);
  });

  it('keeps what is below a value stream', () => {
    expect(ids({ streams: ['detect'] })).toEqual([
      'goal',
      'detect',
      'detect/mttr',
      'detect/backlog',
    ]);
  });

  it('keeps KPIs for a persona, with a status or with a tag', () => {
    const mttr = ['goal', 'detect', 'detect/mttr'];
    expect(ids({ personas: ['operations-manager'] })).toEqual(mttr);
    expect(ids({ statuses: ['at-risk', 'off-target'] })).toEqual(mttr);
    expect(ids({ tags: ['incident'] })).toEqual(mttr);
    expect(ids({ tags: ['dora'] })).toEqual([
      ...mttr,
      'deploy',
      'deploy/frequency',
    ]);
  });

  it('takes the owner of the node above where a KPI has none', () => {
    expect(ids({ owners: ['group:default/ops'] })).toEqual([
      'goal',
      'detect',
      'detect/mttr',
    ]);
    expect(ids({ owners: ['user:default/jane'] })).toEqual([
      'goal',
      'detect',
      'detect/backlog',
    ]);
    expect(ids({ owners: ['group:default/cio'] })).toEqual([
      'goal',
      'deploy',
      'deploy/frequency',
    ]);
  });

  it('meets all filters at once', () => {
    expect(ids({ streams: ['deploy'], tags: ['dora'] })).toEqual([
      'goal',
      'deploy',
      'deploy/frequency',
    ]);
    expect(ids({ streams: ['deploy'], statuses: ['at-risk'] })).toEqual([]);
  });

  it('leaves the scores of the nodes above as they are', () => {
    const { root: actions } = actionsScorecard().trees[0];
    const kept = filterTree(actions, { ...none, statuses: ['at-risk'] });
    expect(kept?.score).toBe(actions.score);
    expect(kept?.coverage).toBe(actions.coverage);
  });
});
