/**
 * What users of KPI trees need: definitions and answers of the API as types, permissions,
 * dates and periods for sources, and the client that sends measurements.
 *
 * @packageDocumentation
 */
export * from './api';
export * from './contract';
export * from './definitions';
export * from './permissions';
export * from './push';
export * from './time';
export * from './vocabulary';
