import type { PeriodType } from '../time';
import type { ActionEffect } from './effect';

/** @public */
export const actionStates = ['proposed', 'open', 'done', 'cancelled'] as const;

/**
 * Whether an action is only proposed, is being done, is done, or will not be done.
 *
 * @public
 */
export type ActionState = (typeof actionStates)[number];

/**
 * What an action is meant to come to: a value in the unit of the KPI, or a change in
 * percent of what the value was before (-20 for a fifth less).
 *
 * @public
 */
export type ActionExpectation = {
  /** Until when, `YYYY-MM-DD`. */
  by?: string;
  /** Either this, */
  value?: number;
  /** or this. */
  percent?: number;
};

/**
 * A ticket or page that belongs to an action.
 *
 * @public
 */
export type ActionLink = {
  /** `https://` or `http://` */
  url: string;
  title?: string;
};

/**
 * What an action is for: a KPI of an entity or scope, or a node of a tree for a scope.
 *
 * @public
 */
export type ActionSubject = {
  /** Entity reference of the entity or scope, or `all`. */
  scope: string;
  /** Of a KPI. */
  kpi?: string;
  /** Of a node: its tree and its id there. */
  tree?: string;
  node?: string;
};

/**
 * What people write of an action.
 *
 * @public
 */
export type ActionFields = {
  title: string;
  /** Markdown. */
  text?: string;
  /** Who does it, an entity reference of a User or Group. */
  owner: string;
  state: ActionState;
  /** When it begins or began, `YYYY-MM-DD`. */
  start?: string;
  /** Until when it is to be done. */
  due?: string;
  /** When it was done. */
  done?: string;
  links?: ActionLink[];
  /** Of a KPI only. */
  expectation?: ActionExpectation;
};

/**
 * What an owner does to improve a KPI.
 *
 * @public
 */
export type Action = ActionSubject &
  ActionFields & {
    id: string;
    /** Goes up by 1 with each change; its ETag is the same. */
    version: number;
    /** Who proposed it, an entity reference. */
    createdBy: string;
    /** ISO 8601 */
    createdAt: string;
    changedBy: string;
    changedAt: string;
  };

/**
 * An action as it is shown.
 *
 * @public
 */
export type ActionView = Action & {
  /** Of the KPI or node that it is for. */
  subjectTitle: string;
  /** Of the entity or scope; not given for `all`. */
  scopeTitle?: string;
  /** Of a KPI: in what its values are given, and by which periods it is judged. */
  unit?: string;
  periodType?: PeriodType;
  /** Who answers for the KPI or node there: its owners, entity references. */
  answerable: string[];
  /** It should be done and is not. */
  isOverdue: boolean;
  /** Whether the caller may change it. */
  mayWrite: boolean;
  /** Of a KPI that has begun; not given for proposed and cancelled ones. */
  effect?: ActionEffect;
};

/**
 * A page of actions: overdue ones first, then by due date.
 *
 * @public
 */
export type ActionPage = {
  items: ActionView[];
  /** How many there are, on all pages. */
  total: number;
  /**
   * Whether the caller may add actions of what was asked for; given if that is one KPI, or
   * node, of one entity or scope.
   */
  mayAdd?: boolean;
  nextCursor?: string;
};

/**
 * One change of an action: the fields as they were after it.
 *
 * @public
 */
export type ActionChange = {
  version: number;
  by: string;
  /** ISO 8601 */
  at: string;
  fields: ActionFields;
};

/**
 * How many actions are not finished, proposed ones included.
 *
 * @public
 */
export type ActionCounts = {
  open: number;
  /** How many of these should be done and are not. */
  overdue: number;
  /** The same of each KPI, or node of a tree, that has any. */
  items: {
    kpi?: string;
    tree?: string;
    node?: string;
    open: number;
    overdue: number;
  }[];
};
