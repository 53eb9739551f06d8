/**
 * Something in the configuration of the portal that is wrong, or without effect.
 *
 * @public
 */
export type ConfigMistake = {
  /** Where it is, such as `kpiTree.sql.sources[0].queries`. */
  key: string;
  /** What is wrong with it, and what would be right: `is 7: use a share from 0 to 1`. */
  message: string;
};

/**
 * A mistake in the configuration of the portal, with what it means.
 *
 * @public
 */
export type ConfigProblem = ConfigMistake & {
  /** `warning`: everything works, but perhaps not as it was meant. */
  severity: 'error' | 'warning';
};

/**
 * Whether numbers are answered. `computing`: they are being computed again after an
 * upgrade; `elsewhere`: a backend of another version computes and answers them;
 * `misconfigured`: not before the configuration is right.
 *
 * @public
 */
export type NumbersState =
  | 'ready'
  | 'computing'
  | 'elsewhere'
  | 'misconfigured';

/**
 * The state of the backend, as `GET /v1/status` answers it.
 *
 * @public
 */
export type PortalStatus = {
  numbers: NumbersState;
  /** What is wrong in the configuration, errors first. */
  problems: ConfigProblem[];
};
