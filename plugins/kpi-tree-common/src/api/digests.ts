/**
 * When somebody wants a digest of what they own and follow.
 *
 * @public
 */
export type Digest = {
  /** Each week on a day, or on the first of each month. */
  every: 'week' | 'month';
  /** IANA time zone. */
  timeZone: string;
  /** 1 is Monday, 7 is Sunday; of weeks only. */
  weekday: number;
  /** 0 to 23, in the time zone. */
  hour: number;
};

/**
 * Which messages somebody wants beside those about what happens.
 *
 * @public
 */
export type MessagePreferences = {
  /** No digest if not given. */
  digest?: Digest;
};
