import { createTheme } from '@material-ui/core/styles';
import { getContrastRatio } from '@material-ui/core/styles/colorManipulator';
import { statusOrder } from '@internal/kpi-tree';
import {
  type KpiScorecardNode,
  type ScorecardNode,
  type Status,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { palettes } from '@backstage/theme';
import { renderInTestApp } from '@backstage/test-utils';
import { render, screen } from '@testing-library/react';
import { actionsScorecard } from '../../fixtures';
import { attentionList, kpisOf } from './attention';
import { statusColor } from './statusColors';
import { StatusGlyph } from './StatusGlyph';
import { StatusLabel } from './StatusLabel';

describe('statusColor', () => {
  it.each(['light', 'dark'] as const)(
    'can be read on every surface of the %s theme',
    type => {
      const { paper, default: page } = palettes[type].background;
      const theme = createTheme({
        palette: { type, background: { paper, default: page } },
      });
      for (const status of ['on-target', 'at-risk', 'off-target'] as const) {
        for (const surface of [paper, page]) {
          expect(
            getContrastRatio(statusColor(theme, status), surface),
          ).toBeGreaterThanOrEqual(4.5);
        }
      }
    },
  );
});

describe('StatusLabel', () => {
  it.each<[Status, string]>([
    ['on-target', 'On target'],
    ['at-risk', 'At risk'],
    ['off-target', 'Off target'],
    ['no-target', 'No target'],
    ['incomplete', 'Incomplete'],
    ['no-data', 'No data'],
    ['stale', 'Stale'],
  ])('says %s in words', async (status, text) => {
    await renderInTestApp(<StatusLabel status={status} />);
    expect(screen.getByText(text)).toBeInTheDocument();
  });
});

describe('StatusGlyph', () => {
  it('has a shape of its own for each status', () => {
    const shapes = statusOrder.map(status => {
      const { container } = render(
        <svg>
          <StatusGlyph status={status} />
        </svg>,
      );
      return container.querySelector('svg')!.innerHTML;
    });
    expect(new Set(shapes).size).toBe(statusOrder.length);
  });
});

describe('attentionList', () => {
  const leaf = (node: Partial<KpiScorecardNode>): KpiScorecardNode => ({
    ...kpisOf(actionsScorecard().trees[0].root)[0],
    status: 'off-target',
    score: 0,
    target: 2,
    threshold: 4,
    direction: 'lower',
    weight: 1,
    ...node,
  });
  const branch = (children: ScorecardNode[], weight = 1): ScorecardNode => ({
    ...actionsScorecard().trees[0].root,
    weight,
    children,
  });

  it('has the furthest from the target first, where scores are 0', () => {
    const root = branch([
      leaf({ title: '13 h', value: 13 }),
      leaf({ title: '62 h', value: 62 }),
      branch([leaf({ title: '30 h', value: 30 })]),
    ]);
    expect(attentionList(root).map(({ title }) => title)).toEqual([
      '62 h',
      '30 h',
      '13 h',
    ]);
  });

  it('leaves out what is for information', () => {
    const root = branch([
      leaf({ title: 'for information', value: 90, weight: 0 }),
      branch([leaf({ title: 'below it', value: 80 })], 0),
      leaf({ title: 'counts', value: 5 }),
    ]);
    expect(attentionList(root).map(({ title }) => title)).toEqual(['counts']);
  });

  it('has the most urgent first', () => {
    const { root } = actionsScorecard().trees[0];
    expect(attentionList(root).map(node => [node.kpi, node.status])).toEqual([
      ['incidents', 'off-target'],
      ['incident-mttr', 'at-risk'],
      ['release-frequency', 'stale'],
      ['lead-time-for-changes', 'no-data'],
    ]);
  });
});
