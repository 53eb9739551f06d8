/**
 * What the packages share and nobody else uses: the arithmetic, signals, the validation of
 * definitions, sentences, CSV. Each build has its own copy of what it uses of it.
 */
export * from './arithmetic';
export * from './csv';
export * from './definitions';
export * from './effect';
export * from './format';
export * from './push';
export * from './signals';
export * from './words';
