/**
 * What other backend plugins need to feed KPI trees.
 *
 * @packageDocumentation
 */
export * from './extensions';
export * from './KpiSource';
