export * from './aggregate';
export * from './evaluate';
export * from './period';
export * from './rollup';
export * from './score';
