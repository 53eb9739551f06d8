import { createPermission } from '@backstage/plugin-permission-common';

/**
 * To see what the sources collected: runs and their errors, which may quote
 * rows of any entity.
 *
 * @public
 */
export const kpiTreeRunReadPermission = createPermission({
  name: 'kpi-tree.run.read',
  attributes: { action: 'read' },
});

/**
 * To start a collection from a source.
 *
 * @public
 */
export const kpiTreeRunCreatePermission = createPermission({
  name: 'kpi-tree.run.create',
  attributes: { action: 'create' },
});

/**
 * To try a definition that is being written: to have a source read for it, and
 * see the rows that it could not use.
 *
 * @public
 */
export const kpiTreeDefinitionTryPermission = createPermission({
  name: 'kpi-tree.definition.try',
  attributes: { action: 'create' },
});

/**
 * To send measurements of the entities that one may read.
 *
 * @public
 */
export const kpiTreeMeasurementCreatePermission = createPermission({
  name: 'kpi-tree.measurement.create',
  attributes: { action: 'create' },
});

/** @public */
export const kpiTreePermissions = [
  kpiTreeMeasurementCreatePermission,
  kpiTreeRunReadPermission,
  kpiTreeRunCreatePermission,
  kpiTreeDefinitionTryPermission,
];
