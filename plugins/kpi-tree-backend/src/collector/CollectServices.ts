import { LoggerService } from '@backstage/backend-plugin-api';
import { DefinitionsService } from '../catalog/DefinitionsService';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Refresher } from '../rollup/Refresher';
import { ClassStore } from '../store/ClassStore';
import { IncompleteStore } from '../store/IncompleteStore';
import { KnownStore } from '../store/KnownStore';
import { MeasurementStore } from '../store/MeasurementStore';
import { RunStore } from '../store/RunStore';
import { SourceStore } from '../store/SourceStore';
import { StageStore } from '../store/StageStore';
import { Telemetry } from './Telemetry';

/** What every run needs. */
export type CollectServices = {
  definitions: DefinitionsService;
  measurements: MeasurementStore;
  classes: ClassStore;
  refresher: Refresher;
  runs: RunStore;
  sourceStates: SourceStore;
  stage: StageStore;
  incomplete: IncompleteStore;
  knownDays: KnownStore;
  telemetry: Telemetry;
  config: KpiTreeConfig;
  logger: LoggerService;
  /** The pause before the second attempt; for tests. */
  retryPauseMs?: number;
};
