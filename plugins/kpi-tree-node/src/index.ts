/**
 * What other backend plugins need to feed KPI trees.
 *
 * @packageDocumentation
 */
export * from './extensions';
export * from './KpiSource';
export * from './sketch/QuantileSketch';
export type { TextPlace } from './yaml/locate';
export * from './yaml/readEntities';
