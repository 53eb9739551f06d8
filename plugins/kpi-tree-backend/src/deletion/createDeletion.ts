import { AuthService } from '@backstage/backend-plugin-api';
import { DefinitionsService } from '../catalog/DefinitionsService';
import { StoredArithmetic } from '../evaluation/StoredArithmetic';
import { Memberships } from '../memberships/Memberships';
import { Refresher } from '../rollup/Refresher';
import { Stores } from '../store/createStores';
import { MeasurementDeletion } from './MeasurementDeletion';

/** What deletes measurements, and what was derived of them. */
export function createDeletion(options: {
  stores: Stores;
  auth: AuthService;
  arithmetic: StoredArithmetic;
  definitions: DefinitionsService;
  memberships: Memberships;
  refresher: Refresher;
}): MeasurementDeletion {
  const { measurements, deletion, rollups, nodes } = options.stores;
  return new MeasurementDeletion({
    ...options,
    measurements,
    store: deletion,
    rollups,
    nodes,
  });
}
