import { z } from 'zod';
import { Paging } from './paging';
import { namesLast } from './signs';

/** A JSON API, as the admin configures it. */
export type HttpConfig = {
  url: string;
  headers: Record<string, string>;
  /** Where the rows are in an answer; the whole of it if empty. */
  rows: string;
  paging: Paging;
};

/** A URL that the admin configures. */
export const urlSchema = z.url({
  protocol: /^https?$/,
  error: 'use a URL such as https://desk.example.com',
});

const name = z.string().min(1);
const size = z.number().int().positive().default(100);

/** What all kinds of paging can say; see `Stated`. */
const stated = {
  total: name.optional(),
  totalHeader: name.optional(),
  more: name.optional(),
  last: name.optional(),
};

const pagingSchema: z.ZodType<Paging> = z
  .discriminatedUnion(
    'by',
    [
      z.strictObject({
        ...stated,
        by: z.literal('offset'),
        offset: name.default('offset'),
        limit: name.default('limit'),
        size,
      }),
      z.strictObject({
        ...stated,
        by: z.literal('page'),
        page: name.default('page'),
        limit: name.default('per_page'),
        size,
        first: z.union([z.literal(0), z.literal(1)]).default(1),
      }),
      z.strictObject({
        ...stated,
        by: z.literal('cursor'),
        cursor: name.default('cursor'),
        next: name.optional(),
        nextHeader: name.optional(),
      }),
      z.strictObject({
        ...stated,
        by: z.literal('link'),
        next: name.optional(),
      }),
      z.strictObject({ ...stated, by: z.literal('none') }),
    ],
    { error: 'use one of offset, page, cursor, link, none' },
  )
  .refine(({ total, totalHeader }) => !total || !totalHeader, {
    error: 'give total or totalHeader, not both',
  })
  .refine(({ more, last }) => !more || !last, {
    error: 'give more or last, not both',
  })
  .refine(({ more }) => typeof more !== 'string' || !namesLast(more), {
    path: ['more'],
    error:
      'seems to say whether a page is the last one: give it as last, or what says whether there are more rows',
  })
  .refine(
    paging =>
      paging.by !== 'cursor' ||
      Boolean(paging.next) !== Boolean(paging.nextHeader),
    {
      error:
        'say where the cursor of the next page is: with next, or with nextHeader',
    },
  );

/** See {@link HttpConfig}. */
export const httpSchema: z.ZodType<HttpConfig> = z.strictObject({
  url: urlSchema,
  headers: z.record(z.string(), z.string()).default({}),
  rows: z.string().default(''),
  paging: pagingSchema.default({ by: 'none' }),
});
