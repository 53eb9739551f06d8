import {
  EntitiesConfig,
  RecordsConfig,
  profileOf,
} from '../configuration/config';

/**
 * The entities of a source with what is known of its product: which column has the id of
 * what a column names, and whether case makes a difference in names.
 */
export function entitiesOf(settings: RecordsConfig): EntitiesConfig {
  const { entities } = settings;
  const { column } = entities;
  if (!column) {
    return entities;
  }
  const product = profileOf(settings);
  switch (product) {
    case 'gitHub':
    case 'gitLab':
      return column === 'repository'
        ? { id: 'repository_id', ignoreCase: true, ...entities }
        : entities;
    case 'redmine':
      return withId(
        entities,
        /^(?!custom_fields\.)\w+\.name$/,
        column.replace(/name$/, 'id'),
      );
    case 'requestTracker':
      return withId(entities, /^\w+\.Name$/, column.replace(/Name$/, 'id'));
    case 'serviceNow':
      return withId(entities, /\.display$/, column.replace(/\.display$/, ''));
    case 'jira':
    case 'pagerDuty':
    case undefined:
      return entities;
    default: {
      const unknown: never = product;
      return unknown;
    }
  }
}

function withId(
  entities: EntitiesConfig,
  names: RegExp,
  id: string,
): EntitiesConfig {
  return names.test(entities.column!) && !entities.separator
    ? { id, ...entities }
    : entities;
}
