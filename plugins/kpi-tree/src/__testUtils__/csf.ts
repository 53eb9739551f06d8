import type { ElementType } from 'react';

/**
 * A component of which there are stories: the default export of a file in the
 * Component Story Format, which Storybook reads as well.
 */
export type StoryMeta = {
  /** Path in the list of all stories: `Status/Score ring`. */
  title: string;
  component: ElementType;
};

/** A component in one state: by its properties, or rendered by itself. */
export type Story<Props extends object = object> = {
  args?: Props;
  render?: () => JSX.Element;
};

/** A file of stories. */
export type StoryFile = { default: StoryMeta } & Record<
  string,
  StoryMeta | Story
>;
