/**
 * A part of the card of an entity.
 *
 * @public
 */
export type CardSection = 'score' | 'streams' | 'attention' | 'problems';

/** The parts of the card of an entity in their order. */
export const cardSections = [
  'score',
  'streams',
  'attention',
  'problems',
] as const satisfies readonly CardSection[];
