/**
 * The language of KPI trees as types, the schemas of their definitions, and
 * the arithmetic: pure functions that browser and backend share.
 *
 * @packageDocumentation
 */
export * from './api';
export * from './arithmetic';
export * from './contract';
export * from './csv';
export * from './definitions';
export * from './format';
export * from './permissions';
export * from './push';
export * from './signals';
export * from './vocabulary';
export * from './words';
