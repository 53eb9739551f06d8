/**
 * What other backend plugins need to feed KPI trees.
 *
 * @packageDocumentation
 */
export * from './config/addConfiguredSources';
export * from './config/addSourceOf';
export * from './source/ConfigMistake';
export { readHoldBack } from './config/holdBack';
export { mistakesOf } from './config/mistakesOf';
export { nearest } from './config/nearest';
export { scheduleAt } from './config/readSchedule';
export * from './config/unknownKeyMessage';
export * from './config/windowFields';
export * from './entities/EntityKeys';
export * from './source/NameProblem';
export {
  entityKeysFields,
  entityKeysSchema,
} from './entities/entityKeysConfig';
export type { EntityKeysConfig } from './entities/entityKeysConfig';
export * from './source/errors';
export * from './source/extensions';
export type {
  SourceHttp,
  SourceRequest,
  SourceResponse,
} from './http/SourceHttp';
export {
  httpMistakes,
  sourceHttpServiceRef,
} from './http/sourceHttpServiceRef';
export { parseExactJson } from './json/parseExactJson';
export * from './source/SourceEntity';
export * from './source/KpiSource';
export * from './source/QueriesBehind';
export * from './source/RecordsBehind';
export * from './source/RowError';
export * from './messages/extensions';
export * from './permissions';
export * from './plugins/entityQuestions';
export * from './plugins/PluginApi';
export * from './plugins/readHistory';
export * from './plugins/readPluginSource';
export * from './sql/SqlConfig';
export * from './sql/SqlReader';
export type { SqlParameters } from './sql/statement';
export * from './sketch/QuantileSketch';
export type { TextPlace } from './yaml/locate';
export * from './yaml/readEntities';
