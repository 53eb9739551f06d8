import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { SourceEntity } from '../source/SourceEntity';

/** That an entity says the source knows it by a name. */
export type Claim = {
  /** Of the entity. */
  index: number;
  name: string;
  by: 'key' | 'annotation' | 'name';
  /** For which KPI; for all if not given. */
  kpi?: string;
  /** Where it stands. */
  field: string;
};

/** A claim that does not count; if it is disputed, with the others who claim it. */
export type RefusedClaim = {
  claim: Claim;
  reason: 'mapped' | 'reference' | 'disputed';
  others: number[];
};

/** They stand for their members. */
const SCOPE_KINDS = ['system', 'domain', 'group'];

/** The kinds of Backstage, whose references nobody else may claim. */
const KINDS = [
  ...SCOPE_KINDS,
  'api',
  'component',
  'location',
  'resource',
  'template',
  'user',
];

/** Names that are the same to somebody who claims them: whatever their case. */
export function foldName(name: string): string {
  return name.normalize('NFKC').trim().toLocaleLowerCase('en-US');
}

/**
 * Decides whose the names are that entities claim.
 *
 * @param mapped - the indices of the entities to which the admin mapped names, folded
 * @param isShared - whether the admin lets several have a name, folded
 */
export function settleClaims(
  claims: Claim[],
  {
    entities,
    mapped,
    isShared,
  }: {
    entities: readonly SourceEntity[];
    mapped: ReadonlyMap<string, ReadonlySet<number>>;
    isShared: (name: string) => boolean;
  },
): { accepted: Claim[]; refused: RefusedClaim[] } {
  const kinds = entities.map(one => parseEntityRef(one.entityRef).kind);
  const referable = new Set([...KINDS, ...kinds]);
  const isScope = ({ index }: Claim) => SCOPE_KINDS.includes(kinds[index]);
  const accepted: Claim[] = [];
  const refused: RefusedClaim[] = [];
  const take = (
    all: Claim[],
    isRight: (claim: Claim) => boolean,
    reason: RefusedClaim['reason'],
  ) => {
    for (const claim of all) {
      if (isRight(claim)) {
        accepted.push(claim);
      } else if (isToBeReported(claim, reason)) {
        const others = reason === 'disputed' ? othersOf(claim, all) : [];
        refused.push({ claim, reason, others });
      }
    }
  };
  for (const [name, all] of byName(claims)) {
    const owners = mapped.get(name);
    const reference = referenceOf(name, referable);
    if (owners) {
      take(all, ({ index }) => owners.has(index), 'mapped');
    } else if (isShared(name)) {
      accepted.push(...all);
    } else if (reference !== undefined) {
      take(
        all,
        ({ index }) => entities[index].entityRef === reference,
        'reference',
      );
    } else {
      // A System has a name of its service by chance only
      const others = all.filter(
        claim => claim.by !== 'name' || !isScope(claim),
      );
      const rightful = others.length ? others : all;
      const isDisputed = new Set(rightful.map(({ index }) => index)).size > 1;
      take(rightful, () => !isDisputed, 'disputed');
    }
  }
  return { accepted, refused };
}

/**
 * A name, or an annotation that is there for others, is not a mistake because the admin
 * decided otherwise.
 */
function isToBeReported(
  { by }: Claim,
  reason: RefusedClaim['reason'],
): boolean {
  switch (reason) {
    case 'mapped':
      return by === 'key';
    case 'reference':
      return by !== 'name';
    default:
      return true;
  }
}

function byName(claims: Claim[]): Map<string, Claim[]> {
  const found = new Map<string, Claim[]>();
  for (const claim of claims) {
    const name = foldName(claim.name);
    const same = found.get(name);
    if (same) {
      same.push(claim);
    } else {
      found.set(name, [claim]);
    }
  }
  return found;
}

function othersOf({ index }: Claim, all: Claim[]): number[] {
  return [
    ...new Set(
      all.flatMap(other => (other.index === index ? [] : [other.index])),
    ),
  ];
}

/**
 * The entity whose reference a name is, whether or not there is one: nobody learns
 * from the answer what the catalog has.
 */
function referenceOf(
  name: string,
  kinds: ReadonlySet<string>,
): string | undefined {
  if (!name.includes(':')) {
    return undefined;
  }
  try {
    const ref = parseEntityRef(name);
    return kinds.has(ref.kind) ? stringifyEntityRef(ref) : undefined;
  } catch {
    return undefined;
  }
}
