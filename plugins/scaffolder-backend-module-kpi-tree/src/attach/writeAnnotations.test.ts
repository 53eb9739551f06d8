import { parseAllDocuments } from 'yaml';
import { findEntity } from './findEntity';
import { writeAnnotations } from './writeAnnotations';

const head = 'apiVersion: v1\nkind: Component\n';

function write(text: string, annotations: Record<string, string>): string {
  const { document } = findEntity(text, { file: 'f' });
  return writeAnnotations(text, document, annotations);
}

describe('writeAnnotations', () => {
  it.each<[string, string, string]>([
    [
      'there are none',
      `${head}metadata:\n  # its name\n  name: a # b\n  title: A\nspec: {}\n`,
      `${head}metadata:\n  # its name\n  name: a # b\n  annotations:\n    x/y: '1'\n  title: A\nspec: {}\n`,
    ],
    [
      'the file ends without a line break',
      `${head}metadata:\n  name: a`,
      `${head}metadata:\n  name: a\n  annotations:\n    x/y: '1'\n`,
    ],
    [
      'the last is a text of several lines',
      `${head}metadata:\n  name: a\n  annotations:\n    b: |\n      c\n      d\nspec: {}\n`,
      `${head}metadata:\n  name: a\n  annotations:\n    b: |\n      c\n      d\n    x/y: '1'\nspec: {}\n`,
    ],
    [
      'the key is empty',
      `${head}metadata:\n  name: a # b\n  annotations:\nspec: {}\n`,
      `${head}metadata:\n  name: a # b\n  annotations:\n    x/y: "1"\nspec: {}\n`,
    ],
    [
      'it is set',
      `${head}metadata:\n  name: a\n  annotations:\n    x/y:   "2"   # c\n`,
      `${head}metadata:\n  name: a\n  annotations:\n    x/y:   '1'   # c\n`,
    ],
    [
      'the lines end as on Windows',
      `${head}metadata:\n  name: a\nspec: {}\n`.replaceAll('\n', '\r\n'),
      `${head}metadata:\n  name: a\n  annotations:\n    x/y: '1'\nspec: {}\n`.replaceAll(
        '\n',
        '\r\n',
      ),
    ],
    [
      'there are other documents',
      `# one\na: 1\n---\n${head}metadata:\n  name: a\n---\nb:   2\n`,
      `# one\na: 1\n---\n${head}metadata:\n  name: a\n  annotations:\n    x/y: '1'\n---\nb:   2\n`,
    ],
    [
      'it is on one line among others',
      `a:   1\n---\n# c\n${head}metadata: { name: a } # d\n---\nb:   2\n`,
      `a:   1\n---\n# c\n${head}metadata: { name: a, annotations: { x/y: "1" } } # d\n---\nb:   2\n`,
    ],
  ])('writes them where %s', (_, before, after) => {
    expect(write(before, { 'x/y': '1' })).toBe(after);
  });

  it('writes a text as the text that it is', () => {
    const values = ['yes', 'a: b', '#c', "it's", '60..80', '1e3', ' ', 'ä\n'];
    const annotations = Object.fromEntries(
      values.map((value, index) => [`x/${index}`, value]),
    );
    const text = write(`${head}metadata:\n  name: a\n`, annotations);
    expect(
      [...parseAllDocuments(text)].map(document => document.toJS()),
    ).toMatchObject([{ metadata: { annotations } }]);
  });
});
