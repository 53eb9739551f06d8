import { parseAllDocuments } from 'yaml';
import { addLeaf } from './addLeaf';
import { writeDefinition } from './writeDefinition';

const kpi = (name: string, target: number) => `apiVersion: kpi-tree.io/v1alpha1
kind: Kpi
metadata:
  name: ${name}
spec:
  unit: h
  target: ${target}
`;

const file = `# The KPIs of the service desk
apiVersion: kpi-tree.io/v1alpha1
kind: Kpi
metadata:
  name: mttr # as in the reports
  annotations:
    backstage.io/techdocs-ref: dir:.
spec:
  # Agreed in 2025
  target: 2
  unit: h
  old: gone
---
apiVersion: kpi-tree.io/v1alpha1
kind: KpiTree
metadata:
  name: desk
spec:
  root:
    id: goal
    children:
      - id: restore # a process
        children:
          - kpi: mttr
      - id: empty
---
# The last one
apiVersion: kpi-tree.io/v1alpha1
kind: Kpi
metadata: { name: last }
spec: { unit: h, target: 1 }
`;

describe('a definition in a file', () => {
  it('is the file where there is none', () => {
    expect(writeDefinition(undefined, `---\n${kpi('a', 1)}\n\n`)).toEqual({
      text: kpi('a', 1),
      isNew: true,
    });
  });

  it('comes at the end where it is new, and leaves the others as they are', () => {
    expect(writeDefinition(file, kpi('a', 1))).toEqual({
      text: `${file}---\n${kpi('a', 1)}`,
      isNew: true,
    });
  });

  it('is changed field by field where it is there, with its comments', () => {
    expect(writeDefinition(file, kpi('mttr', 3))).toEqual({
      text: file.replace('target: 2', 'target: 3').replace('  old: gone\n', ''),
      isNew: false,
    });
    expect(writeDefinition(file, kpi('last', 5))).toEqual({
      text: file.replace('target: 1 }', 'target: 5 }'),
      isNew: false,
    });
    // The same again is the same text
    expect(writeDefinition(file, kpi('last', 1)).text).toBe(file);
  });

  it('stands as it was written where it has comments of its own', () => {
    const draft = kpi('last', 5).replace('target: 5', 'target: 5 # agreed');
    const { text } = writeDefinition(file, draft);
    expect(text.endsWith(`---\n${draft}`)).toBe(true);
    expect(text.slice(0, 300)).toBe(file.slice(0, 300));
    const { text: first } = writeDefinition(
      file,
      kpi('mttr', 3).replace('unit: h', 'unit: h # hours'),
    );
    expect(
      parseAllDocuments(first).map(document => (document as any).errors.length),
    ).toEqual([0, 0, 0]);
    expect(first).toContain('unit: h # hours\n  target: 3\n---\n');
  });

  it('is of its kind and namespace', () => {
    const other = kpi('mttr', 3).replace('mttr', 'mttr\n  namespace: other');
    expect(writeDefinition(file, other).isNew).toBe(true);
  });
});

describe('a KPI below a node', () => {
  it('is its last child', () => {
    expect(addLeaf(file, { tree: 'desk', node: 'restore', kpi: 'a' })).toBe(
      file.replace('- kpi: mttr\n', '- kpi: mttr\n          - kpi: a\n'),
    );
    expect(addLeaf(file, { tree: 'desk', node: 'empty', kpi: 'a' })).toBe(
      file.replace(
        '- id: empty\n',
        '- id: empty\n        children:\n          - kpi: a\n',
      ),
    );
    const place = { tree: 'desk', node: 'restore', kpi: 'mttr' };
    expect(addLeaf(file, place)).toBe(file);
  });

  it('is a change of a tree that extends another', () => {
    const tree = `kind: KpiTree
metadata:
  name: it4it
spec:
  extends: it4it
  changes:
    - id: restore
      weight: 2
`;
    expect(addLeaf(tree, { tree: 'it4it', node: 'restore', kpi: 'a' })).toBe(
      `${tree}      add:\n        - kpi: a\n`,
    );
    expect(addLeaf(tree, { tree: 'it4it', node: 'detect', kpi: 'a' })).toBe(
      `${tree}    - id: detect\n      add:\n        - kpi: a\n`,
    );
  });

  it('needs the tree in the file, and the node in the tree', () => {
    expect(() => addLeaf(file, { tree: 'x', node: 'y', kpi: 'a' })).toThrow(
      'The file has no KpiTree x: leave tree and node out, and add "- kpi: a" below the node y where that tree is defined',
    );
    expect(() => addLeaf(file, { tree: 'desk', node: 'y', kpi: 'a' })).toThrow(
      'node is y: the KpiTree desk has no such node',
    );
  });
});
