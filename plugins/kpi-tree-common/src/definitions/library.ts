/**
 * The namespace of the definitions of the built-in library. A definition of the
 * house with the same name goes over the library's.
 *
 * @public
 */
export const LIBRARY_NAMESPACE = 'kpi-library';
