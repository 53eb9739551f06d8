import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

const SRC = join(__dirname, '..');

/** Attributes that people see or hear. */
const TEXT_ATTRIBUTES = new Set([
  'alt',
  'aria-label',
  'aria-roledescription',
  'aria-valuetext',
  'description',
  'helperText',
  'label',
  'placeholder',
  'subheader',
  'title',
]);

/** Samples of what a file may contain, and code, which are the same in all languages. */
const ALLOWED = new Set([
  '1234.5',
  '1234,5',
  '2026-12-31',
  '31.12.2026',
  '12/31/2026',
  'extends:',
]);

/** Files whose components are shown to people. */
function componentFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return /^(__testUtils__|fixtures|stories)$/.test(entry.name)
        ? []
        : componentFiles(path);
    }
    return /\.tsx$/.test(entry.name) && !/\.(test|stories)\./.test(entry.name)
      ? [path]
      : [];
  });
}

/** The texts that stand in the markup of a file instead of in the messages. */
function literalsOf(path: string): string[] {
  const file = ts.createSourceFile(
    path,
    readFileSync(path, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  );
  const found: string[] = [];
  const note = (text: string) => {
    const plain = text.trim();
    if (/\p{L}{2}/u.test(plain) && !ALLOWED.has(plain)) {
      found.push(`${relative(SRC, path)}: ${plain}`);
    }
  };
  /** The texts that an expression may come to. */
  const noteExpression = (node: ts.Node | undefined): void => {
    if (!node) {
      return;
    }
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
      note(node.text);
    } else if (ts.isTemplateExpression(node)) {
      note(node.head.text);
      node.templateSpans.forEach(span => note(span.literal.text));
    } else if (ts.isConditionalExpression(node)) {
      noteExpression(node.whenTrue);
      noteExpression(node.whenFalse);
    } else if (ts.isBinaryExpression(node)) {
      noteExpression(node.right);
    } else if (ts.isParenthesizedExpression(node)) {
      noteExpression(node.expression);
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) {
      note(node.text);
    } else if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) {
      noteExpression(node.expression);
    } else if (
      ts.isJsxAttribute(node) &&
      TEXT_ATTRIBUTES.has(node.name.getText(file))
    ) {
      const value = node.initializer;
      noteExpression(
        value && ts.isJsxExpression(value) ? value.expression : value,
      );
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

describe('what people see', () => {
  it('comes from the messages', () => {
    expect(componentFiles(SRC).flatMap(literalsOf)).toEqual([]);
  });
});
