/**
 * The keys that are known, each with those below it; `*` stands for any name, and `true`
 * for whatever is below.
 */
export type KeyTree = true | { [key: string]: KeyTree };
