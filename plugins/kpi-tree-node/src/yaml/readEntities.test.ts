import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { readEntities } from './readEntities';

const component = (name: string) => `---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ${name} }
spec: { type: service }
`;

/** Each list has ten times the one before: small ones of what would fill the memory. */
const bomb = (levels: number) => `${component('bomb')}
x0: &x0 [a, a, a, a, a, a, a, a, a, a]
${Array.from(
  { length: levels },
  (_, i) => `x${i + 1}: &x${i + 1} [${`*x${i}, `.repeat(10)}]\n`,
).join('')}`;

function keysOf(count: number, write = (key: string) => key): string[] {
  return Array.from({ length: count }, (_, i) => write(i.toString(36)));
}

describe('readEntities', () => {
  it('reads entities, and passes over what is none', async () => {
    const { entities, mistakes } = await readEntities(
      `${component(
        'a',
      )}---\njust: data\n---\n- a list\n---\ntext\n---\n${component('b')}`,
    );
    expect(entities.map(({ entity }) => entity.metadata.name)).toEqual([
      'a',
      'b',
    ]);
    expect(entities[1].locate('spec.type')).toEqual({ line: 17, column: 9 });
    expect(mistakes).toEqual([]);
    expect(await readEntities('')).toEqual({ entities: [], mistakes: [] });
  });

  it.each<[string, string, number, number, string]>([
    [
      'a syntax error',
      'a: [',
      2,
      1,
      'is not valid YAML: Flow sequence in block',
    ],
    [
      'aliases that stand for very much',
      bomb(9),
      10,
      45,
      '*x2 is one alias too many: those of a document may expand to at most 10000 values',
    ],
    [
      'an alias of nothing',
      'a: 1\nb: *nothing',
      2,
      4,
      '*nothing refers to nothing: there is no &nothing before it',
    ],
    [
      'an alias in a merge key',
      'a: 1\n<<: *nothing',
      2,
      5,
      '*nothing refers to nothing',
    ],
    [
      'what is a part of itself',
      'a: &a\n  b:\n    - *a',
      3,
      7,
      '*a refers to something it is part of: write out what is meant',
    ],
    [
      'a key that is there twice',
      'a:\n  b: 1\n  c: 2\n  b: 3',
      4,
      3,
      'has the key b twice: leave one out',
    ],
    [
      'a key that all objects have',
      'a: { __proto__: { b: 1 } }',
      1,
      6,
      'has the key __proto__',
    ],
    [
      'a NUL character',
      'a: "b\\0c"',
      1,
      4,
      'has a character that cannot be stored',
    ],
    [
      'half a character',
      'a: "\\ud800"',
      1,
      4,
      'has a character that cannot be stored',
    ],
    [
      'lists in lists',
      `a: ${'['.repeat(200)}${']'.repeat(200)}`,
      1,
      104,
      'is nested more than 100 levels deep: use fewer',
    ],
    [
      'lists in lists, deeper than anybody reads',
      `a: ${'['.repeat(5_000)}`,
      1,
      expect.any(Number) as unknown as number,
      'is nested too deeply: use fewer levels',
    ],
    [
      'objects in objects, deeper than anybody reads',
      '{a: '.repeat(5_000),
      1,
      expect.any(Number) as unknown as number,
      'is nested too deeply: use fewer levels',
    ],
    [
      'what is merged and is no object',
      '%YAML 1.1\n---\na: 1\n<<: 7',
      2,
      1,
      'is not valid YAML: Merge sources must be maps',
    ],
  ])('says where %s is', async (_, text, line, column, message) => {
    // What is wrong with one document does not concern the others
    const { entities, mistakes } = await readEntities(
      `${text}\n${component('a')}`,
    );
    expect(mistakes[0]).toEqual({
      line,
      column,
      message: expect.stringContaining(message),
    });
    expect(mistakes[0].message.length).toBeLessThan(600);
    expect(entities.map(({ entity }) => entity.metadata.name)).toContain('a');
  });

  it('reads aliases that people use', async () => {
    const { entities, mistakes } = await readEntities(`
owner: &owner group:default/a
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: a, annotations: &all { a: b } }
spec: { owner: &owner group:default/b, others: [*owner, *all, &owner c, *owner] }
`);
    expect(mistakes).toEqual([]);
    expect(entities[0].entity.spec).toEqual({
      owner: 'group:default/b',
      others: ['group:default/b', { a: 'b' }, 'c', 'c'],
    });
  });

  it('reads as many documents as it is asked to', async () => {
    const text = Array.from({ length: 20 }, (_, i) => component(`c${i}`));
    const { entities, mistakes } = await readEntities(text.join(''), {
      maxDocuments: 10,
    });
    expect(entities).toHaveLength(10);
    expect(mistakes).toEqual([
      {
        line: 51,
        column: 1,
        message: 'is one document too many: at most 10 are read',
      },
    ]);
    expect((await readEntities(text.join(''))).entities).toHaveLength(20);
  });

  it.each<[string, (size: number) => string]>([
    ['closing braces', size => '}'.repeat(size)],
    ['colons', size => ': '.repeat(size)],
    ['objects in a line', size => 'a: b: '.repeat(size)],
    ['keys', size => keysOf(size).join(':\n')],
    ['keys in braces', size => `{${keysOf(size).join()}}`],
    [
      'anchors',
      size => keysOf(size, key => `- &${key} x\n- *${key}\n`).join(''),
    ],
  ])('takes a time in proportion to the text for %s', async (_, textOf) => {
    const cpu = async (size: number) => {
      const text = textOf(size);
      const before = process.cpuUsage();
      await readEntities(text);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1_000;
    };
    // The least of three is without what else the process does, such as collecting garbage
    const least = async (size: number) =>
      Math.min(await cpu(size), await cpu(size), await cpu(size));
    await cpu(1_000);
    const [once, fourTimes] = [await least(5_000), await least(20_000)];
    // With the square of the length it would be seconds, and 16 times as much
    expect(fourTimes).toBeLessThan(12 * once + 500);
  });

  it('answers whatever it is given', async () => {
    const part = fc.constantFrom(
      ...'{}[],:-?&*!|>%@`"\'#\n \t\0~<='.split(''),
      '- ',
      ': ',
      '? ',
      '&a ',
      '*a ',
      '<<: ',
      '!!set ',
      '!!binary ',
      '!!omap ',
      '!!timestamp ',
      '---\n',
      '...\n',
      '%YAML 1.1\n---\n',
      '\ufeff',
      '\ud800',
      '__proto__: ',
      'apiVersion: kpi-tree.io/v1alpha1\n',
      'kind: Kpi\n',
      'metadata:\n  ',
      'name: a\n',
      'spec: ',
      '2026-01-01',
      '.nan',
      '1e999',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 40 }), async parts => {
        const text = parts.join('');
        const { mistakes } = await readEntities(text);
        const lines = text.split('\n').length;
        expect(mistakes.filter(({ line }) => line < 1 || line > lines)).toEqual(
          [],
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('finds a key that is there twice where the parser finds it', async () => {
    const key = fc.constantFrom('a', '"a"', 'b', '1', '"1"', '01', 'null', '~');
    await fc.assert(
      fc.asyncProperty(
        fc.array(key, { maxLength: 4 }),
        fc.constantFrom('block', 'flow'),
        async (keys, style) => {
          const text =
            style === 'block'
              ? keys.map(name => `${name}: 1\n`).join('')
              : `{${keys.map(name => `${name}: 1`).join()}}`;
          const expected = parseAllDocuments(text).flatMap(({ errors }) =>
            errors.map(({ linePos }) => linePos![0]),
          );
          const { mistakes } = await readEntities(text);
          expect(
            mistakes.map(({ line, column: col }) => ({ line, col })),
          ).toEqual(expected.slice(0, 1));
        },
      ),
    );
  });
});
