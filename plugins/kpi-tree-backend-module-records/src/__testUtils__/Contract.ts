import Ajv, { ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';

type Json = { [key: string]: unknown };

/** A request as it came to a server. */
export type Asked = {
  method: string;
  url: URL;
  headers: Record<string, string | string[] | undefined>;
  body: unknown;
};

/** An operation of an API, and where it stands in its document. */
type Operation = { pointer: string[]; path: string; operation: Json };

/**
 * Holds requests and answers against an OpenAPI document (version 3.0): method, path,
 * names and values of parameters, headers and body that are required, the answer.
 */
export class Contract {
  private readonly ajv = new Ajv({ strict: false, allErrors: true });

  constructor(private readonly document: Json) {
    addFormats(this.ajv);
    // What OpenAPI adds, and some vendors
    this.ajv.addFormat('int32', true);
    this.ajv.addFormat('int64', true);
    this.ajv.addSchema(document, 'api');
  }

  /** What is wrong with a request; nothing if it is valid. */
  requestMistakes(asked: Asked): string[] {
    const { method, url, headers, body } = asked;
    const found = this.find(method, url.pathname);
    if (!found) {
      return [`${method} ${url.pathname} is no operation`];
    }
    const mistakes: string[] = [];
    const known = new Set<string>();
    for (const { pointer, value: parameter } of this.parameters(found)) {
      const name = String(parameter.name);
      const given =
        parameter.in === 'query'
          ? url.searchParams.get(name)
          : headers[name.toLocaleLowerCase('en-US')];
      if (parameter.in === 'query') {
        known.add(name);
      }
      if (parameter.in === 'path') {
        continue;
      }
      if (given === null || given === undefined) {
        if (parameter.required) {
          mistakes.push(`${parameter.in} ${name} is missing`);
        }
      } else {
        mistakes.push(
          ...this.valueMistakes(
            [...pointer, 'schema'],
            parameter.schema as Json,
            String(given),
          ).map(mistake => `${parameter.in} ${name} ${mistake}`),
        );
      }
    }
    for (const name of url.searchParams.keys()) {
      if (!known.has(name)) {
        mistakes.push(`query ${name} is no parameter`);
      }
    }
    return [...mistakes, ...this.bodyMistakes(found, body)];
  }

  /** What is wrong with the body of an answer with status 200. */
  responseMistakes({ method, url }: Asked, body: unknown): string[] {
    const found = this.find(method, url.pathname);
    return found
      ? this.mistakes(this.responseSchema(found), body)
      : [`${method} ${url.pathname} is no operation`];
  }

  /**
   * Whether a field, such as `environment.name`, is in the answer of an operation,
   * below a path such as `data`.
   */
  hasField(method: string, path: string, rows: string, field: string): boolean {
    const found = this.find(method, path);
    if (!found) {
      return false;
    }
    const names = [...rows.split('.'), ...field.split('.')].filter(Boolean);
    return this.hasPath(this.at(this.responseSchema(found)), names);
  }

  private hasPath(schema: unknown, [name, ...rest]: string[]): boolean {
    const { value } = this.resolve([], schema);
    if (value.items) {
      return this.hasPath(value.items, name ? [name, ...rest] : rest);
    }
    if (name === undefined) {
      return true;
    }
    const parts = ['allOf', 'anyOf', 'oneOf'].flatMap(
      key => (value[key] as unknown[]) ?? [],
    );
    const own = (value.properties as Json | undefined)?.[name];
    return own
      ? this.hasPath(own, rest)
      : parts.some(part => this.hasPath(part, [name, ...rest]));
  }

  private bodyMistakes(found: Operation, body: unknown): string[] {
    const requestBody = found.operation.requestBody;
    if (!requestBody) {
      return body === undefined ? [] : ['has a body'];
    }
    const pointer = [
      ...found.pointer,
      'requestBody',
      'content',
      'application/json',
      'schema',
    ];
    return [
      ...this.mistakes(pointer, body),
      ...this.unknownFields(this.at(pointer), body, 'body'),
    ];
  }

  private unknownFields(
    schema: unknown,
    value: unknown,
    where: string,
  ): string[] {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return [];
    }
    const { value: resolved } = this.resolve([], schema);
    const properties = (resolved.properties ?? {}) as Json;
    return Object.entries(value).flatMap(([key, inner]) =>
      properties[key]
        ? this.unknownFields(properties[key], inner, `${where}.${key}`)
        : [`${where}.${key} is no field`],
    );
  }

  /** A parameter is text, whatever its type. */
  private valueMistakes(
    pointer: string[],
    schema: Json,
    text: string,
  ): string[] {
    const readings: unknown[] = [text];
    if (/^-?\d+(\.\d+)?$/.test(text)) {
      readings.unshift(Number(text));
    }
    if (/^(true|false)$/.test(text)) {
      readings.unshift(text === 'true');
    }
    if (this.resolve([], schema).value.type === 'array') {
      readings.unshift(text.split(','));
    }
    const all = readings.map(value => this.mistakes(pointer, value));
    return all.some(mistakes => !mistakes.length) ? [] : all[0];
  }

  private mistakes(pointer: string[], value: unknown): string[] {
    const validate = this.ajv.compile({ $ref: `api#${toPointer(pointer)}` });
    return validate(value) ? [] : (validate.errors ?? []).map(toText);
  }

  private responseSchema({ pointer, operation }: Operation): string[] {
    const start = [...pointer, 'responses', '200'];
    const response = this.resolve(
      start,
      (operation.responses as Json)['200'] as Json,
    );
    return [...response.pointer, 'content', 'application/json', 'schema'];
  }

  private parameters({ path, pointer, operation }: Operation) {
    const ofPath = ((this.document.paths as Json)[path] as Json).parameters;
    return [
      ...list(ofPath).map((value, i) =>
        this.resolve(['paths', path, 'parameters', String(i)], value),
      ),
      ...list(operation.parameters).map((value, i) =>
        this.resolve([...pointer, 'parameters', String(i)], value),
      ),
    ];
  }

  private find(method: string, pathname: string): Operation | undefined {
    const key = method.toLocaleLowerCase('en-US');
    const paths = this.document.paths as Json;
    const fitting = Object.keys(paths)
      .filter(
        path => toPattern(path).test(pathname) && (paths[path] as Json)[key],
      )
      .sort((a, b) => a.split('{').length - b.split('{').length);
    return fitting.length
      ? {
          path: fitting[0],
          pointer: ['paths', fitting[0], key],
          operation: (paths[fitting[0]] as Json)[key] as Json,
        }
      : undefined;
  }

  /** Follows `$ref`. */
  private resolve(
    pointer: string[],
    value: unknown,
  ): { pointer: string[]; value: Json } {
    const { $ref } = value as { $ref?: string };
    if (!$ref) {
      return { pointer, value: value as Json };
    }
    const target = $ref.slice(2).split('/').map(unescapePart);
    return this.resolve(target, this.at(target));
  }

  private at(pointer: string[]): unknown {
    return pointer.reduce<unknown>(
      (at, key) => (at as Json)[key],
      this.document,
    );
  }
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function toPattern(path: string): RegExp {
  const parts = path
    .split(/(\{[^}]+\})/)
    .map(part =>
      part.startsWith('{')
        ? '[^/]+'
        : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
    );
  return new RegExp(`^${parts.join('')}$`);
}

function toPointer(parts: string[]): string {
  return parts
    .map(
      part =>
        `/${encodeURIComponent(
          part.replaceAll('~', '~0').replaceAll('/', '~1'),
        )}`,
    )
    .join('');
}

function unescapePart(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

function toText({ instancePath, message }: ErrorObject): string {
  return `${instancePath} ${message}`.trim();
}
