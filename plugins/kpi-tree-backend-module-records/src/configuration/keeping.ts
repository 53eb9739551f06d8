/** How long, and how much, of the records of a source is kept. */
export type Keeping = {
  /** How far back records are kept. */
  days: number;
  /** How much is kept of a source, in 10^6 bytes; the oldest months go first. */
  megabytes: number;
};
