/**
 * The kinds of messages; each is a topic that a user can switch off in Backstage's
 * settings.
 */
export const messageKinds = [
  'off-target',
  'back-on-target',
  'signal-worsening',
  'signal-improving',
  'forecast-miss',
  'stale',
  'definition-to-fix',
  'action-assigned',
  'action-due',
  'action-overdue',
  'mentioned',
  'digest',
] as const;

/** A kind of message. */
export type MessageKind = (typeof messageKinds)[number];

/** What somebody has to be able to read, to be told of it. */
export type MessageSubject = {
  /** An entity reference, or `all`. */
  scope: string;
  kpi?: string;
};

/** A message as a part of the product hands it over. */
export type Message = {
  /**
   * By which it is known, at most 64 characters: one that was handed over before is not
   * sent again. A new one each time if not given.
   */
  id?: string;
  kind: MessageKind;
  /**
   * References of Users, and of Groups, of which each member gets it. What the catalog does
   * not have is left out, and an admin is told where nobody is left.
   */
  to: string[];
  /** References of users who do not get it: whoever did what it is about. */
  except?: string[];
  /** What happened, in one sentence without a full stop. */
  title: string;
  /** The evidence; each line is a sentence. */
  description: string;
  /** A path in the portal; see `messageLinks`. */
  link: string;
  severity?: 'high' | 'normal' | 'low';
  /** Nobody gets it who may not read all of these. */
  about: MessageSubject[];
};
