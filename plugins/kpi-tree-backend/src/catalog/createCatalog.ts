import {
  AuditorService,
  AuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  KpiSource,
  MisconfiguredSource,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Knex } from 'knex';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { StoredArithmetic } from '../evaluation/StoredArithmetic';
import { Memberships } from '../memberships/Memberships';
import { Stores } from '../store/createStores';
import { GoneEntities } from '../takeover/GoneEntities';
import { Takeovers } from '../takeover/Takeovers';
import { DefinitionsService } from './DefinitionsService';

/** What reads the definitions from the catalog, and keeps what is stored in line. */
export function createCatalog(options: {
  knex: Knex;
  stores: Stores;
  catalog: CatalogService;
  auth: AuthService;
  auditor: AuditorService;
  sources: ReadonlyMap<string, KpiSource>;
  misconfigured: ReadonlyMap<string, MisconfiguredSource>;
  memberships: Memberships;
  arithmetic: StoredArithmetic;
  /** How long a change in the catalog may stay unseen by a page. */
  definitionsMaxAgeMs: number;
  config: KpiTreeConfig;
  logger: LoggerService;
}) {
  const { stores, memberships } = options;
  const goneEntities = new GoneEntities({
    ...options,
    store: stores.entityNames,
  });
  const takeovers = new Takeovers({
    ...options,
    ...stores,
    history: memberships,
    store: stores.takeovers,
  });
  const { versions, overrides, formerNames, changes, exceptions } = stores;
  return {
    goneEntities,
    definitions: new DefinitionsService({
      ...options,
      versions,
      overrides,
      formerNames,
      changes,
      exceptions,
      takeovers,
      goneEntities,
      maxAgeMs: options.definitionsMaxAgeMs,
    }),
  };
}
