import { z } from 'zod';
import { KPI_TREE_API_VERSION } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiExtensionSchema, kpiSpecSchema } from '../definitions/kpiSchema';
import {
  branchSchema,
  childSchema,
  kpiTreeExtensionSchema,
  kpiTreeSpecSchema,
  leafSchema,
} from '../definitions/treeSchema';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** What zod's `json()` refers to: settings of a source, a filter predicate. */
const anyJson = { __schema0: { description: 'Any value' } };

const DRAFT = 'http://json-schema.org/draft-07/schema#';

/**
 * The JSON Schemas of `Kpi`, `KpiTree` and the annotations by file name, for
 * editors that complete and check YAML. They check fields one by one; what spans
 * fields or entities is checked by the linter and the portal.
 */
export function jsonSchemas(): Record<string, JsonSchema> {
  return {
    'Kpi.schema.json': definition(
      'Kpi',
      'A KPI: what is measured, never a number',
      kpiSpecSchema,
      kpiExtensionSchema,
    ),
    'KpiTree.schema.json': {
      ...definition(
        'KpiTree',
        'A KPI tree: a goal, and below it critical success factors, value streams, processes and KPIs',
        kpiTreeSpecSchema,
        kpiTreeExtensionSchema,
      ),
      definitions: {
        ...anyJson,
        node: convert(branchSchema),
        kpi: convert(leafSchema),
      },
    },
    'annotations.schema.json': annotations(),
  };
}

/** The schema of a whole entity whose `spec` is complete or an extension. */
function definition(
  kind: string,
  description: string,
  complete: z.ZodType,
  extension: z.ZodType,
): JsonSchema {
  return {
    $schema: DRAFT,
    title: kind,
    description,
    type: 'object',
    required: ['apiVersion', 'kind', 'metadata', 'spec'],
    properties: {
      apiVersion: { const: KPI_TREE_API_VERSION },
      kind: { const: kind },
      metadata: {
        type: 'object',
        required: ['name'],
        properties: {
          name: {
            type: 'string',
            pattern: '^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$',
            maxLength: 63,
            description: 'By this name trees and annotations refer to it',
          },
          namespace: { const: 'default' },
          title: { type: 'string' },
          description: {
            type: 'string',
            description: 'What is measured, and why it matters',
          },
          tags: { type: 'array', items: { type: 'string' } },
        },
      },
      spec: {
        type: 'object',
        if: { required: ['extends'] },
        then: convert(extension),
        else: convert(complete),
      },
    },
    definitions: anyJson,
  };
}

function convert(schema: z.ZodType): JsonSchema {
  const { $schema, definitions, ...converted } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if ((zodSchema as unknown) === childSchema) {
        Object.assign(jsonSchema, {
          if: { required: ['kpi'] },
          then: { $ref: '#/definitions/kpi' },
          else: { $ref: '#/definitions/node' },
        });
      }
      // With input a field that has a default may be left out.
      if (jsonSchema.required?.length === 0) {
        delete jsonSchema.required;
      }
    },
  });
  return converted;
}

/** The `kpi-tree.io/*` annotations of an entity of any kind. */
function annotations(): JsonSchema {
  // A number, which YAML takes without quotes, has no pattern.
  const bound = {
    pattern: '^\\s*-?[0-9.eE+-]+(\\.\\.-?[0-9.eE+-]+)?\\s*$',
  };
  return {
    $schema: DRAFT,
    title: 'Annotations of KPI trees',
    description: 'What an entity says about its KPI trees',
    type: 'object',
    properties: {
      metadata: {
        type: 'object',
        properties: {
          annotations: {
            type: 'object',
            properties: {
              'kpi-tree.io/tree': {
                type: 'string',
                minLength: 1,
                description:
                  'Trees to attach, separated by commas, in addition to those that apply by rule; none opts out of both',
              },
              'kpi-tree.io/nodes': {
                type: 'string',
                minLength: 1,
                description:
                  'The only branches that count here, by node id, separated by commas',
              },
              'kpi-tree.io/formerly': {
                type: 'string',
                minLength: 1,
                description:
                  'Earlier references of this entity whose history it takes over, separated by commas, such as component:default/payments',
              },
            },
            patternProperties: {
              '^kpi-tree\\.io/target\\..+$': {
                ...bound,
                description: "Another target, such as '4' or '95..99'",
              },
              '^kpi-tree\\.io/threshold\\..+$': {
                ...bound,
                description: "Another threshold, such as '8' or '90..100'",
              },
              '^kpi-tree\\.io/owner\\..+$': {
                type: 'string',
                minLength: 1,
                description: 'Another owner, such as user:default/jane',
              },
              '^kpi-tree\\.io/source\\..+$': {
                description: 'The key by which the source knows this entity',
              },
              '^kpi-tree\\.io/(?!tree$|nodes$|formerly$|(target|threshold|owner|source)\\..)':
                false,
            },
          },
        },
      },
    },
  };
}
