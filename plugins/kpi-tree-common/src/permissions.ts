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
 * To accept what a run that was held back removes.
 *
 * @public
 */
export const kpiTreeRunAcceptPermission = createPermission({
  name: 'kpi-tree.run.accept',
  attributes: { action: 'update' },
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
 * What permissions are about that depend on whose a KPI is: one KPI of one entity.
 *
 * @public
 */
export const RESOURCE_TYPE_KPI_TREE_KPI = 'kpi-tree-kpi';

/**
 * To send measurements of the entities that one may read. A policy may allow it
 * under the condition that one owns the KPI or the entity.
 *
 * @public
 */
export const kpiTreeMeasurementCreatePermission = createPermission({
  name: 'kpi-tree.measurement.create',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_KPI_TREE_KPI,
});

/**
 * To delete measurements of any KPI and entity, which nothing brings back: for the
 * admin of the portal.
 *
 * @public
 */
export const kpiTreeMeasurementDeletePermission = createPermission({
  name: 'kpi-tree.measurement.delete',
  attributes: { action: 'delete' },
});

/**
 * To declare that the process behind a KPI is another one since a date, so that its
 * limits are recalculated. A policy may allow it to owners only.
 *
 * @public
 */
export const kpiTreeChangeDeclarePermission = createPermission({
  name: 'kpi-tree.change.declare',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_KPI_TREE_KPI,
});

/**
 * To write the actions of a KPI: what is done to improve it. A policy may allow it to
 * owners only.
 *
 * @public
 */
export const kpiTreeActionWritePermission = createPermission({
  name: 'kpi-tree.action.write',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_KPI_TREE_KPI,
});

/**
 * To check in for a KPI: to say in a sentence how it stands, and how sure one is. A policy
 * may allow it to owners only.
 *
 * @public
 */
export const kpiTreeCheckInWritePermission = createPermission({
  name: 'kpi-tree.check-in.write',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_KPI_TREE_KPI,
});

/**
 * To say something about a period of a KPI. A policy may allow it to owners only.
 *
 * @public
 */
export const kpiTreeCommentWritePermission = createPermission({
  name: 'kpi-tree.comment.write',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_KPI_TREE_KPI,
});

/**
 * To begin, write and close reviews of a scope by a tree. A policy may allow it to owners
 * only: of the goal of the tree, and of the scope.
 *
 * @public
 */
export const kpiTreeReviewWritePermission = createPermission({
  name: 'kpi-tree.review.write',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_KPI_TREE_KPI,
});

/**
 * To see the records that a value is made of, such as the incidents of a month, of the
 * entities that one may read.
 *
 * @public
 */
export const kpiTreeRecordReadPermission = createPermission({
  name: 'kpi-tree.record.read',
  attributes: { action: 'read' },
});

/**
 * To see the columns of records that the admin marked as personal data as well.
 *
 * @public
 */
export const kpiTreeRecordPersonalReadPermission = createPermission({
  name: 'kpi-tree.record.personal.read',
  attributes: { action: 'read' },
});

/** @public */
export const kpiTreePermissions = [
  kpiTreeMeasurementCreatePermission,
  kpiTreeMeasurementDeletePermission,
  kpiTreeChangeDeclarePermission,
  kpiTreeActionWritePermission,
  kpiTreeCommentWritePermission,
  kpiTreeCheckInWritePermission,
  kpiTreeReviewWritePermission,
  kpiTreeRunReadPermission,
  kpiTreeRunCreatePermission,
  kpiTreeRunAcceptPermission,
  kpiTreeDefinitionTryPermission,
  kpiTreeRecordReadPermission,
  kpiTreeRecordPersonalReadPermission,
];
