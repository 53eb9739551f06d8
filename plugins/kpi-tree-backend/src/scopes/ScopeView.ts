import { RequestContext } from '../access/RequestContexts';
import { EntitySet } from '../definitions/Scope';

/** A scope or entity in a request: as its caller may see it. */
export type ScopeView = RequestContext & {
  scope: string;
  /** Whether it is about members rather than one entity. */
  isScope: boolean;
  /** Its members now, of those the caller may read. */
  members: string[];
  /**
   * Those who may be read of all who ever were its members; not given where that
   * is everyone, so that what is stored of the scope may be shown.
   */
  visible?: EntitySet;
  /**
   * Given where the caller's policy has conditions, so that some members may be missing.
   * It says nothing of whether any are: that is not theirs to know.
   */
  partial?: true;
};
