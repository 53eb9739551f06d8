import jsep from 'jsep';
import { finite } from './finite';

/**
 * A formula as a tree: numbers, operands by name, and what is done with them.
 */
export type Expression =
  | { type: 'number'; value: number }
  | { type: 'operand'; name: string }
  | { type: 'negative'; of: Expression }
  | {
      type: 'operation';
      operator: Operator;
      left: Expression;
      right: Expression;
    }
  | { type: 'call'; name: FunctionName; args: Expression[] };

export type Operator = '+' | '-' | '*' | '/';

export type FunctionName = 'min' | 'max' | 'abs' | 'round';

/** Longer ones are not read by people either. */
export const MAX_EXPRESSION = 1_000;

const operators: Record<Operator, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};

const functions: Record<
  FunctionName,
  { args: 'one' | 'several'; call: (...values: number[]) => number }
> = {
  min: { args: 'several', call: Math.min },
  max: { args: 'several', call: Math.max },
  abs: { args: 'one', call: Math.abs },
  round: { args: 'one', call: Math.round },
};

const ALLOWED = `use numbers, names of KPIs, + - * / ( ) and the functions ${Object.keys(
  functions,
).join(', ')}`;

/** What is wrong with the text of an expression, and what would be right. */
class Mistake extends Error {}

/**
 * Reads an expression. It is data, never code: what is not on the list of what it
 * may be made of is refused.
 *
 * @returns the expression, or what is wrong with the text and what would be right
 */
export function parseExpression(
  text: string,
): { expression: Expression } | { mistake: string } {
  if (text.length > MAX_EXPRESSION) {
    return {
      mistake: `has ${text.length} characters: use at most ${MAX_EXPRESSION}, and KPIs for its parts`,
    };
  }
  try {
    return { expression: convert(jsep(text)) };
  } catch (error) {
    if (error instanceof Mistake) {
      return { mistake: error.message };
    }
    const hasPlace = error instanceof Error && 'index' in error;
    return {
      mistake: `cannot be read${
        hasPlace ? `: ${error.message}` : ''
      }; ${ALLOWED}, such as 100 * resolved_in_sla / resolved`,
    };
  }
}

function convert(node: jsep.Expression): Expression {
  const { type } = node as jsep.CoreExpression;
  switch (type) {
    case 'Literal':
      return literal(node as jsep.Literal);
    case 'Identifier':
      return { type: 'operand', name: (node as jsep.Identifier).name };
    case 'UnaryExpression':
      return unary(node as jsep.UnaryExpression);
    case 'BinaryExpression':
      return operation(node as jsep.BinaryExpression);
    case 'CallExpression':
      return call(node as jsep.CallExpression);
    case 'Compound':
      throw new Mistake(
        (node as jsep.Compound).body.length
          ? 'has several expressions: join them with + - * or /'
          : `is empty: ${ALLOWED}`,
      );
    case 'MemberExpression':
      throw new Mistake(
        'has a dot or a bracket after a name: write - and . in the names of KPIs as _',
      );
    default:
      throw new Mistake(
        `has a ${nameOf(type)}, which is not known: ${ALLOWED}`,
      );
  }
}

function nameOf(type: string): string {
  switch (type) {
    case 'ConditionalExpression':
      return 'condition with ? and :';
    case 'ArrayExpression':
      return 'list in brackets';
    case 'SequenceExpression':
      return 'list with commas';
    case 'ThisExpression':
      return 'this';
    default:
      return type;
  }
}

function literal({ value, raw }: jsep.Literal): Expression {
  if (typeof value !== 'number') {
    throw new Mistake(`has ${raw}, which is not a number: ${ALLOWED}`);
  }
  if (!Number.isFinite(value)) {
    throw new Mistake(`has ${raw}, which is too large for a number`);
  }
  return { type: 'number', value };
}

function unary({ operator, argument }: jsep.UnaryExpression): Expression {
  switch (operator) {
    case '-':
      return { type: 'negative', of: convert(argument) };
    case '+':
      return convert(argument);
    default:
      throw new Mistake(`has ${operator}, which is not known: ${ALLOWED}`);
  }
}

function operation({
  operator,
  left,
  right,
}: jsep.BinaryExpression): Expression {
  if (!Object.hasOwn(operators, operator)) {
    throw new Mistake(`has ${operator}, which is not known: ${ALLOWED}`);
  }
  return {
    type: 'operation',
    operator: operator as Operator,
    left: convert(left),
    right: convert(right),
  };
}

function call({ callee, arguments: args }: jsep.CallExpression): Expression {
  const { name } = callee as jsep.Identifier;
  if (callee.type !== 'Identifier' || !Object.hasOwn(functions, name)) {
    throw new Mistake(
      `calls ${
        callee.type === 'Identifier' ? name : 'something'
      }, which is not a function: ${ALLOWED}`,
    );
  }
  const wanted = functions[name as FunctionName].args;
  if (args.length === 0 || (wanted === 'one' && args.length > 1)) {
    throw new Mistake(
      `calls ${name} with ${args.length} values: use ${
        wanted === 'one' ? 'one' : 'one or more'
      }`,
    );
  }
  return { type: 'call', name: name as FunctionName, args: args.map(convert) };
}

/**
 * The names of the operands, each once, in the order in which they stand.
 */
export function operandNames(expression: Expression): string[] {
  const found = new Set<string>();
  const visit = (node: Expression): void => {
    if (node.type === 'operand') {
      found.add(node.name);
    }
    partsOf(node).forEach(visit);
  };
  visit(expression);
  return [...found];
}

/**
 * The value of an expression.
 *
 * @param valueOf - the value of an operand; `undefined` if there is none
 * @returns `undefined` if an operand is missing, even where it would not matter, or
 * with a division by zero: missing is never zero
 * @throws `InputError` if a result is beyond what a number holds
 */
export function evaluateExpression(
  expression: Expression,
  valueOf: (name: string) => number | undefined,
): number | undefined {
  switch (expression.type) {
    case 'number':
      return expression.value;
    case 'operand':
      return valueOf(expression.name);
    default: {
      const values: number[] = [];
      for (const part of partsOf(expression)) {
        const value = evaluateExpression(part, valueOf);
        if (value === undefined) {
          return undefined;
        }
        values.push(value);
      }
      return isByZero(expression, values)
        ? undefined
        : finite(
            compute(expression, values),
            `The result of ${values.join(` ${nameOfOperation(expression)} `)}`,
          );
    }
  }
}

/**
 * Whether the value of a whole is the sum of the values of its parts: a sum of
 * sums is, a ratio of them is not.
 *
 * @param isSum - whether that is so of an operand
 */
export function addsUp(
  expression: Expression,
  isSum: (name: string) => boolean,
): boolean {
  switch (expression.type) {
    case 'operand':
      return isSum(expression.name);
    case 'negative':
      return addsUp(expression.of, isSum);
    case 'operation': {
      const left = addsUp(expression.left, isSum);
      const right = addsUp(expression.right, isSum);
      switch (expression.operator) {
        case '*':
          return (
            (left && isConstant(expression.right)) ||
            (right && isConstant(expression.left))
          );
        case '/':
          return left && isConstant(expression.right);
        default:
          return left && right;
      }
    }
    default:
      return false;
  }
}

function isConstant(expression: Expression): boolean {
  return operandNames(expression).length === 0;
}

function partsOf(expression: Expression): Expression[] {
  switch (expression.type) {
    case 'negative':
      return [expression.of];
    case 'operation':
      return [expression.left, expression.right];
    case 'call':
      return expression.args;
    default:
      return [];
  }
}

function isByZero(expression: Expression, [, right]: number[]): boolean {
  return (
    expression.type === 'operation' &&
    expression.operator === '/' &&
    right === 0
  );
}

function nameOfOperation(expression: Expression): string {
  return expression.type === 'operation' ? expression.operator : 'and';
}

function compute(
  expression: Exclude<Expression, { type: 'number' | 'operand' }>,
  values: number[],
): number {
  switch (expression.type) {
    case 'negative':
      return -values[0];
    case 'operation':
      return operators[expression.operator](values[0], values[1]);
    default:
      return functions[expression.name].call(...values);
  }
}
