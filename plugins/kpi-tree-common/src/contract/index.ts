export * from './apiAddress';
export type {
  ApiComponents,
  ApiOperations,
  ApiPaths,
} from './contract.generated';
export type * from './operations';
