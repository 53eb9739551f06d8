import { Knex } from 'knex';
import { ActionStore } from './ActionStore';
import { BadDateStore } from './BadDateStore';
import { ChangeStore } from './ChangeStore';
import { CheckInStore } from './CheckInStore';
import { ClassStore } from './ClassStore';
import { CommentStore } from './CommentStore';
import { CurrentStore } from './CurrentStore';
import { DeletionStore } from './DeletionStore';
import { DigestStore } from './DigestStore';
import { EntityNameStore } from './EntityNameStore';
import { EntityStateStore } from './EntityStateStore';
import { FollowStore } from './FollowStore';
import { ExceptionStore } from './ExceptionStore';
import { FormerNameStore } from './FormerNameStore';
import { FormulaStore } from './FormulaStore';
import { IncompleteStore } from './IncompleteStore';
import { InsightStore } from './InsightStore';
import { KnownStore } from './KnownStore';
import { MeasurementStore } from './MeasurementStore';
import { MembershipStore } from './MembershipStore';
import { MessageStore } from './MessageStore';
import { NodeStore } from './NodeStore';
import { OverrideStore } from './OverrideStore';
import { PeriodStore } from './PeriodStore';
import { ProgressStore } from './ProgressStore';
import { PushStore } from './PushStore';
import { ReaderStore } from './ReaderStore';
import { RetentionStore } from './RetentionStore';
import { ReviewStore } from './ReviewStore';
import { RollupStore } from './RollupStore';
import { RunStore } from './RunStore';
import { ScopeClassStore } from './ScopeClassStore';
import { SetAsideRowStore } from './SetAsideRowStore';
import { SetAsideStore } from './SetAsideStore';
import { SourceStore } from './SourceStore';
import { StageStore } from './StageStore';
import { TakeoverStore } from './TakeoverStore';
import { ToldProblemStore } from './ToldProblemStore';
import { VerdictStore } from './VerdictStore';
import { VersionStore } from './VersionStore';

/**
 * What reads and writes the tables of a database.
 *
 * @param now - the clock by which versions are dated
 */
export function createStores(knex: Knex, now: () => Date) {
  const formulas = new FormulaStore();
  const setAside = new SetAsideStore(knex);
  return {
    actions: new ActionStore(knex),
    badDates: new BadDateStore(),
    changes: new ChangeStore(knex),
    classes: new ClassStore(knex),
    exceptions: new ExceptionStore(knex),
    checkIns: new CheckInStore(knex),
    comments: new CommentStore(knex),
    current: new CurrentStore(knex),
    deletion: new DeletionStore({ formulas, setAside }),
    digests: new DigestStore(knex),
    entityNames: new EntityNameStore(knex),
    entityStates: new EntityStateStore(knex),
    follows: new FollowStore(knex),
    formerNames: new FormerNameStore(knex),
    formulas,
    incomplete: new IncompleteStore(knex),
    insights: new InsightStore(knex),
    knownDays: new KnownStore(knex),
    measurements: new MeasurementStore(knex),
    memberships: new MembershipStore(knex),
    messages: new MessageStore(knex),
    nodes: new NodeStore(knex),
    overrides: new OverrideStore(knex, now),
    periods: new PeriodStore(knex),
    progress: new ProgressStore(knex),
    pushes: new PushStore(knex),
    readers: new ReaderStore(knex),
    retention: new RetentionStore(knex),
    reviews: new ReviewStore(knex),
    rollups: new RollupStore(knex),
    runs: new RunStore(knex),
    scopeClasses: new ScopeClassStore(knex),
    setAside,
    setAsideRows: new SetAsideRowStore(knex),
    sourceStates: new SourceStore(knex),
    stage: new StageStore(knex),
    takeovers: new TakeoverStore(knex),
    toldProblems: new ToldProblemStore(),
    verdicts: new VerdictStore(knex),
    versions: new VersionStore(knex, now),
  };
}

/** All of them. */
export type Stores = ReturnType<typeof createStores>;
