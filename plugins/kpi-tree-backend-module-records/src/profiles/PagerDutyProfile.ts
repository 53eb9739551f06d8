import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { urlSchema } from '../http/config';
import { Page } from '../http/paging';
import { flatten, valueAt } from '../rows/flatten';
import { textAt } from '../rows/RowReader';
import {
  ParsedPage,
  ProfileRecord,
  ProfileRequest,
  RecordProfile,
} from './RecordProfile';
import { below } from './urls';

/** An account of PagerDuty, as the admin configures it. */
export type PagerDutyConfig = {
  url: string;
  headers: Record<string, string>;
  /** The ids of the services whose incidents are read; all if none. */
  services: string[];
  /** The ids of the teams whose incidents are read; all if none. */
  teams: string[];
  urgency?: 'high' | 'low';
};

const ids = z.array(z.string().min(1)).default([]);

/** See {@link PagerDutyConfig}. */
export const pagerDutySchema: z.ZodType<PagerDutyConfig> = z.strictObject({
  url: urlSchema.default('https://api.pagerduty.com'),
  headers: z.record(z.string(), z.string()).default({}),
  services: ids,
  teams: ids,
  urgency: z.enum(['high', 'low']).optional(),
});

const PAGE = 1_000;

/** Of people no names are kept. */
const PERSONAL = /(^|_)user_(id|name)s?$/;

/**
 * Incidents of PagerDuty, by the raw data of its analytics
 * (https://developer.pagerduty.com/api-reference, `POST /analytics/raw/incidents`):
 * these know when an incident was acknowledged first and what was changed since an
 * instant, have pages of 1,000 and no end at 10,000, which `/incidents` has not.
 */
export class PagerDutyProfile implements RecordProfile {
  readonly configured: URL;

  constructor(private readonly config: PagerDutyConfig) {
    this.configured = new URL(config.url);
  }

  get headers() {
    return {
      accept: 'application/vnd.pagerduty+json;version=2',
      ...this.config.headers,
    };
  }

  get settings() {
    const { headers, ...settings } = this.config;
    return settings;
  }

  requests(since: Date): ProfileRequest[] {
    return [this.request(since)];
  }

  private request(since: Date, after?: string): ProfileRequest {
    const { services, teams, urgency } = this.config;
    return {
      url: below(this.configured, 'analytics', 'raw', 'incidents'),
      post: {
        filters: {
          updated_after: since.toISOString(),
          service_ids: services.length ? services : undefined,
          team_ids: teams.length ? teams : undefined,
          urgency,
        },
        limit: PAGE,
        order: 'asc',
        order_by: 'created_at',
        time_zone: 'Etc/UTC',
        starting_after: after,
      },
      rows: 'data',
      paging: { by: 'none' },
      parse: page => this.parse(page, since, after),
    };
  }

  private parse(
    { body, items }: Page,
    since: Date,
    after?: string,
  ): ParsedPage {
    const records = items.map(toRecord);
    const last = valueAt(body, 'last');
    const more = valueAt(body, 'more');
    if (more === false) {
      return { records };
    }
    if (more !== true) {
      throw new InputError(
        `${this.configured.host} does not say at more of its answer whether there are more incidents`,
      );
    }
    if (typeof last !== 'string' || last === after) {
      throw new InputError(
        `${this.configured.host} says that there are more incidents, but not how to get the next page`,
      );
    }
    return { records, more: [this.request(since, last)] };
  }
}

function toRecord(incident: unknown): ProfileRecord {
  const row = Object.fromEntries(
    Object.entries(flatten(incident))
      .filter(([column]) => !PERSONAL.test(column))
      .map(([column, value]) => [
        column,
        typeof value === 'string' && column.endsWith('_at')
          ? inUtc(value)
          : value,
      ]),
  );
  return {
    id: textAt(row, 'id'),
    updated: textAt(row, 'updated_at') || textAt(row, 'created_at'),
    row,
  };
}

/** It leaves out the time zone, which is the one that was requested. */
function inUtc(text: string): string {
  return /T[\d:.]+$/.test(text) ? `${text}Z` : text;
}
