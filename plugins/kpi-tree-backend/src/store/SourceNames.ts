/** The names by which sources know an entity, by source. */
export type SourceNames = Readonly<Record<string, readonly string[]>>;
