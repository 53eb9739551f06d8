import type { Bound, Known, Status, Trend } from '../vocabulary';

/**
 * How one member of a scope stands with a KPI.
 *
 * @public
 */
export type Member = {
  entityRef: string;
  title: string;
  owner: string | null;
  period: string;
  value: number | null;
  /** How much of the period is known, where that is not all: the coverage of a KPI. */
  known?: Known;
  /**
   * The value is incomplete: so many rows of its source would have counted in it and
   * could not be used.
   */
  rejectedRows?: number;
  target: Bound | null;
  status: Status;
  score: number | null;
  trend: Trend;
};

/**
 * A page of `GET /v1/kpis/{name}/members`.
 *
 * @public
 */
export type MemberPage = {
  items: Member[];
  totalItems: number;
  nextCursor?: string;
};
