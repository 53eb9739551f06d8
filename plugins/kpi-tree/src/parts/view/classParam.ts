/** A class of a breakdown. */
export type ClassOf = {
  /** The id of the breakdown. */
  by: string;
  /** The text of the class; empty where it is blank. */
  name: string;
};

/** A class as the address names it, such as `priority:1`. */
export function classParam({ by, name }: ClassOf): string {
  return `${by}:${name}`;
}

/** The class that an address names; nothing if it names none. */
export function readClassParam(text: string | undefined): ClassOf | undefined {
  // The id of a breakdown has no colon
  const at = text?.indexOf(':') ?? -1;
  return text && at > 0
    ? { by: text.slice(0, at), name: text.slice(at + 1) }
    : undefined;
}
