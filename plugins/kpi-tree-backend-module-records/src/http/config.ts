import { z } from 'zod';
import { Paging } from './pages';

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

const pagingSchema: z.ZodType<Paging> = z.discriminatedUnion(
  'by',
  [
    z.strictObject({
      by: z.literal('offset'),
      offset: name.default('offset'),
      limit: name.default('limit'),
      size,
    }),
    z.strictObject({
      by: z.literal('page'),
      page: name.default('page'),
      limit: name.default('per_page'),
      size,
    }),
    z.strictObject({
      by: z.literal('cursor'),
      cursor: name.default('cursor'),
      next: name,
    }),
    z.strictObject({ by: z.literal('link'), next: name.optional() }),
    z.strictObject({ by: z.literal('none') }),
  ],
  { error: 'use one of offset, page, cursor, link, none' },
);

/** See {@link HttpConfig}. */
export const httpSchema: z.ZodType<HttpConfig> = z.strictObject({
  url: urlSchema,
  headers: z.record(z.string(), z.string()).default({}),
  rows: z.string().default(''),
  paging: pagingSchema.default({ by: 'none' }),
});
