import {
  ratioOf,
  shareFactor,
  WeightedValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Ratings } from './answers';
import { EntityFeedbackSettings } from './settings';

const LIKE = 'LIKE';
const DISLIKE = 'DISLIKE';
/** Whoever clicks a like or dislike again takes it back. */
const WITHDRAWN = 'NEUTRAL';
const STARS = ['1', '2', '3', '4', '5'];

/** From how many stars on a rating is positive. */
const POSITIVE_STARS = 4;

/** The ratings of one entity, added up. */
export type Tally = {
  /** All, those that were withdrawn or cannot be used among them. */
  read: number;
  /** How many are likes, dislikes or stars. */
  rated: number;
  /** How many are likes, or at least 4 stars. */
  positive: number;
  /** How many are stars. */
  starred: number;
  /** How many stars these are together. */
  stars: number;
  /** What no button of the plugin gives, and how many users gave it. */
  others: { rating: string; count: number }[];
};

/** Adds up the ratings of an entity. */
export function tallyOf(ratings: Ratings): Tally {
  const tally: Tally = {
    read: 0,
    rated: 0,
    positive: 0,
    starred: 0,
    stars: 0,
    others: [],
  };
  for (const [rating, count] of Object.entries(ratings)) {
    tally.read += count;
    if (STARS.includes(rating)) {
      const stars = Number(rating);
      tally.rated += count;
      tally.starred += count;
      tally.stars += stars * count;
      tally.positive += stars >= POSITIVE_STARS ? count : 0;
    } else if (rating === LIKE || rating === DISLIKE) {
      tally.rated += count;
      tally.positive += rating === LIKE ? count : 0;
    } else if (rating !== WITHDRAWN) {
      tally.others.push({ rating, count });
    }
  }
  return tally;
}

/**
 * What is measured of them.
 *
 * @param unit - of the KPI; a share is multiplied by 100 for `%`
 * @returns nothing where a mean or share is one of no ratings
 */
export function measure(
  { rated, positive, starred, stars }: Tally,
  { measure: what }: EntityFeedbackSettings,
  unit: string,
): WeightedValue | undefined {
  switch (what) {
    case 'mean':
      return starred ? ratioOf(stars, starred) : undefined;
    case 'positive':
      return rated ? ratioOf(shareFactor(unit) * positive, rated) : undefined;
    default:
      return { value: rated, weight: 1 };
  }
}
