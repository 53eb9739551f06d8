import { entityPredicateMistake } from './predicates';

describe('a predicate about entities', () => {
  it.each([
    { kind: 'Component', 'spec.type': { $in: ['service', 'website'] } },
    { 'metadata.tags': { $contains: 'java' } },
    { 'metadata.tags': { $exists: true } },
    {
      relations: {
        $contains: { type: 'ownedBy', targetRef: 'group:default/team-a' },
      },
    },
    {
      $all: [
        { $any: [{ kind: 'API' }, { $not: { 'metadata.name': 'a' } }] },
        { 'metadata.annotations.relations.x': 'y' },
      ],
    },
    { 'spec.dependsOnly': 'x' },
  ])('may be %j', predicate => {
    expect(entityPredicateMistake(predicate)).toBeUndefined();
  });

  it.each<[object, string]>([
    [
      { 'metadata.tags': 'java' },
      'metadata.tags fits no entity, as metadata.tags is a list: use { metadata.tags: { $contains: text } }',
    ],
    [{ kind: 'API', 'metadata.tags': { $in: ['java'] } }, 'metadata.tags fits'],
    [{ 'metadata.tags': { $hasPrefix: 'ja' } }, 'metadata.tags fits no'],
    [{ 'metadata.tags.java': 'true' }, 'metadata.tags.java fits no'],
    [
      { 'relations.ownedBy': 'group:default/team-a' },
      'relations.ownedBy fits no entity, as relations is a list: use { relations: { $contains: { type: ownedBy, targetRef: group:default/team-a } } }',
    ],
    [{ $not: { 'relations.ownedBy': { $exists: true } } }, 'relations.ownedBy'],
    [{ $all: [{ kind: 'API' }, { 'spec.dependsOn': 'a' }] }, 'spec.dependsOn'],
    [{ $any: [{ 'spec.providesApis': { $in: ['a'] } }] }, 'spec.providesApis'],
    [{ kind: { $regex: 'x' } }, 'Invalid filter predicate'],
  ])('is not %j', (predicate, message) => {
    expect(entityPredicateMistake(predicate)).toContain(message);
  });
});
