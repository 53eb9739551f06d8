/**
 * The namespace of the definitions of the built-in library. A definition of the
 * organisation with the same name overrides the library's.
 *
 * @public
 */
export const LIBRARY_NAMESPACE = 'kpi-library';
