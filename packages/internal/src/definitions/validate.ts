import { Entity } from '@backstage/catalog-model';
import { JsonValue } from '@backstage/types';
import { z } from 'zod';
import {
  entityPredicateMistake,
  KPI_TREE_API_VERSION,
  KpiEntity,
  KpiTreeEntity,
  Problem,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  kpiExtensionSchema,
  kpiSpecSchema,
  misfits,
  validFields,
} from './kpiSchema';
import { placeOf } from './placeOf';
import { toProblems } from './toProblems';
import {
  KpiTreeExtension,
  kpiTreeExtensionSchema,
  kpiTreeSpecSchema,
} from './treeSchema';

/**
 * A definition that passed validation, or what is wrong with it.
 */
export type Validated<T> =
  | { entity: T; problems: [] }
  | { entity?: undefined; problems: Problem[] };

/**
 * Checks a complete `Kpi` by itself. Whether its owner and source exist is not
 * known here. Defaults are filled in.
 */
export function validateKpi(entity: Entity): Validated<KpiEntity> {
  const spec = entity.spec ?? {};
  const issues = misfits(validFields(spec)).map(({ field, message }) => ({
    code: 'custom' as const,
    path: [field],
    input: spec[field],
    message,
  }));
  if (spec.threshold !== undefined && spec.target === undefined) {
    issues.push({
      code: 'custom',
      path: ['threshold'],
      input: spec.threshold,
      message: 'needs a target: give spec.target as well',
    });
  }
  return check(entity, kpiSpecSchema, [
    ...envelopeProblems(entity, 'the formula and what it excludes'),
    ...toProblems(new z.ZodError(issues), spec, ['spec'], placeOf(entity)),
  ]) as Validated<KpiEntity>;
}

/**
 * Checks a complete `KpiTree` by itself. Whether its KPIs exist is not known
 * here. Defaults are filled in.
 */
export function validateKpiTree(entity: Entity): Validated<KpiTreeEntity> {
  return check(
    entity,
    kpiTreeSpecSchema,
    treeEnvelopeProblems(entity),
  ) as Validated<KpiTreeEntity>;
}

/** A definition that extends another, checked by itself. */
export function validateKpiExtension(entity: Entity): Validated<Entity> {
  return check(entity, kpiExtensionSchema, envelopeProblems(entity));
}

/** A definition that extends another, checked by itself. */
export function validateTreeExtension(
  entity: Entity,
): Validated<Entity & { spec: KpiTreeExtension }> {
  return check(
    entity,
    kpiTreeExtensionSchema,
    treeEnvelopeProblems(entity),
  ) as Validated<Entity & { spec: KpiTreeExtension }>;
}

function treeEnvelopeProblems(entity: Entity): Problem[] {
  const problems = envelopeProblems(entity);
  const appliesTo = entity.spec?.appliesTo;
  if (appliesTo !== undefined) {
    const mistake = entityPredicateMistake(appliesTo);
    if (mistake) {
      problems.push({
        ...placeOf(entity),
        field: 'spec.appliesTo',
        value: appliesTo as JsonValue,
        message: `spec.appliesTo is not a catalog filter predicate: use one such as { kind: Component, spec.type: service }; ${mistake}`,
      });
    }
  }
  return problems;
}

function envelopeProblems(entity: Entity, description?: string): Problem[] {
  const problems: Problem[] = [];
  if (entity.apiVersion !== KPI_TREE_API_VERSION) {
    problems.push({
      ...placeOf(entity),
      field: 'apiVersion',
      value: entity.apiVersion,
      message: `apiVersion is ${JSON.stringify(
        entity.apiVersion,
      )}: use ${KPI_TREE_API_VERSION}`,
    });
  }
  if (description && !entity.metadata.description) {
    problems.push({
      ...placeOf(entity),
      field: 'metadata.description',
      message: `metadata.description is missing: say what is measured, with ${description}`,
    });
  }
  return problems;
}

function check(
  entity: Entity,
  schema: z.ZodType,
  envelope: Problem[],
): Validated<Entity> {
  const spec = entity.spec ?? {};
  const result = schema.safeParse(spec);
  const problems = [
    ...envelope,
    ...(result.error
      ? toProblems(result.error, spec, ['spec'], placeOf(entity))
      : []),
  ];
  return result.success && !problems.length
    ? {
        entity: { ...entity, spec: result.data as Entity['spec'] },
        problems: [],
      }
    : { problems };
}
