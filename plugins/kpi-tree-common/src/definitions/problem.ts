import { JsonValue } from '@backstage/types';

/**
 * A mistake in a definition or an annotation, reported to the person who can fix
 * it. It never keeps anything else from working.
 *
 * @public
 */
export type Problem = {
  /** The entity whose YAML is to be fixed. */
  entityRef: string;
  /** The file or URL of that YAML, where the catalog knows it. */
  location?: string;
  /** The field or annotation, such as `spec.unit`. */
  field: string;
  /** What stands there now, if anything. */
  value?: JsonValue;
  /** What is wrong and what would be right, with the field's name. */
  message: string;
};
