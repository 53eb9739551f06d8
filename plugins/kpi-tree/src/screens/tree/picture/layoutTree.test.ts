import { largeScorecard } from '../../../fixtures/largeScorecard';
import { foldedToLevel } from './foldedNodes';
import { layoutTree } from './layoutTree';

const { root } = largeScorecard().trees[0];

describe('layoutTree', () => {
  it('lets no two nodes overlap, whatever their heights', () => {
    const heights = [60, 77, 130];
    let count = 0;
    const heightById = new Map<string, number>();
    const { boxes, width, height } = layoutTree(root, new Set(), node => {
      if (!heightById.has(node.id)) {
        heightById.set(node.id, heights[count++ % heights.length]);
      }
      return heightById.get(node.id)!;
    });
    expect(boxes.size).toBe(299);
    const all = [...boxes.values()].sort((a, b) => a.x - b.x || a.y - b.y);
    const gaps = all.flatMap((box, index) =>
      all[index + 1]?.x === box.x
        ? all[index + 1].y - (box.y + box.height)
        : [],
    );
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(14);
    for (const box of all) {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
    }
  });

  it('leaves out what is folded', () => {
    const { boxes, edges } = layoutTree(root, foldedToLevel(root, 3), () => 60);
    expect(boxes.size).toBe(11);
    expect(edges).toHaveLength(10);
  });
});
