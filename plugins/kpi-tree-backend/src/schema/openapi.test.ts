import { spec } from './openapi.generated';

type Schema = {
  $ref?: string;
  type?: string | string[];
  [keyword: string]: unknown;
};

/** What a reference such as `#/components/schemas/Status` stands for. */
function resolved({ $ref, ...schema }: Schema): Schema {
  return $ref
    ? ($ref
        .split('/')
        .slice(1)
        .reduce((at, key) => (at as any)[key], spec as unknown) as Schema)
    : schema;
}

/** What has no bounds in a schema of what callers send. */
function unbounded(where: string, given: Schema): string[] {
  const schema = resolved(given);
  const has = (keyword: string) => schema[keyword] !== undefined;
  const isMissing = (...keywords: string[]) =>
    keywords.some(keyword => !has(keyword)) ? [`${where}: ${keywords}`] : [];
  switch (schema.type) {
    case 'string':
      return has('enum') ? [] : isMissing('maxLength');
    case 'integer':
    case 'number':
      return isMissing('minimum', 'maximum');
    case 'array':
      return [
        ...isMissing('maxItems', 'items'),
        ...unbounded(`${where}[]`, schema.items as Schema),
      ];
    case 'object':
      return [
        ...(schema.additionalProperties === false
          ? []
          : [`${where}: additionalProperties`]),
        ...Object.entries(schema.properties as Record<string, Schema>).flatMap(
          ([name, property]) => unbounded(`${where}.${name}`, property),
        ),
      ];
    case 'boolean':
      return [];
    default:
      return [`${where}: type`];
  }
}

/** Rows of measurements are checked one by one: what is none costs no other. */
const checkedByItself = ['post /v1/measurements body.measurements[]: type'];

describe('openapi.yaml', () => {
  it('has bounds for everything that callers send', () => {
    const found = Object.entries(spec.paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, operation]) => {
        const { parameters = [], requestBody } = operation as {
          parameters?: Schema[];
          requestBody?: {
            content: Record<string, { schema?: Schema }>;
          };
        };
        const where = `${method} ${path}`;
        const body = requestBody?.content['application/json']?.schema;
        return [
          ...parameters
            .map(resolved)
            .flatMap(({ name, schema }) =>
              unbounded(`${where} ${name}`, schema as Schema),
            ),
          ...(body ? unbounded(`${where} body`, body) : []),
        ];
      }),
    );
    expect(found).toEqual(checkedByItself);
  });
});
