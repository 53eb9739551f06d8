import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** Beside these, each property is a fact. */
const schemasSchema = z.array(z.looseObject({ id: z.string() }));

const factSchema = z.object({ type: z.string() });

const rangeSchema = z.record(
  z.string(),
  z.array(
    z.object({
      // SQLite has a time that the plugin cannot read, where a retriever gives none
      timestamp: z.iso.datetime({ offset: true }).nullable(),
      facts: z.record(z.string(), z.unknown()),
    }),
  ),
);

/** By retriever, the types of its facts by name. */
export type FactTypes = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** What a retriever found about an entity at some time. */
export type FoundFacts = z.infer<typeof rangeSchema>[string][number];

/**
 * Which facts the plugin has.
 *
 * @throws `InputError` if the answer is not one of its own
 */
export function readFactTypes(answer: unknown): FactTypes {
  const { data, error } = schemasSchema.safeParse(answer);
  if (!data) {
    throw new InputError(mistakeOf(error));
  }
  return new Map(
    data.map(({ id, ...others }) => [
      id,
      new Map(
        Object.entries(others).flatMap(([name, given]) => {
          const fact = factSchema.safeParse(given).data;
          return fact ? [[name, fact.type] as const] : [];
        }),
      ),
    ]),
  );
}

/** What the plugin returns for an entity, by retriever. */
export function readFacts(
  answer: unknown,
):
  | { facts: Record<string, FoundFacts[]>; mistake?: undefined }
  | { facts?: undefined; mistake: string } {
  const { data, error } = rangeSchema.safeParse(answer);
  return data ? { facts: data } : { mistake: mistakeOf(error) };
}

function mistakeOf({ issues: [{ path, message }] }: z.ZodError): string {
  return `The plugin tech-insights does not answer like version 3.1 (${path.join(
    '.',
  )}: ${message}): this module does not support its version`;
}
