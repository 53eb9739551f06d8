/**
 * The built-in library of KPIs and trees for IT4IT.
 *
 * @packageDocumentation
 */
export { readLibrary } from './readLibrary';
export type { LibraryOptions } from './readLibrary';
export { readLibraryConfig } from './readLibraryConfig';
export type { LibraryConfig } from './readLibraryConfig';
