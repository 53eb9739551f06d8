import { Entity } from '@backstage/catalog-model';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import {
  definitionKind,
  withTextAnnotations,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  CatalogProcessor,
  CatalogProcessorEmit,
  processingResult,
} from '@backstage/plugin-catalog-node';
import { findProblems } from './problems';
import { FindOwnDefinitions } from './ownDefinitions';
import { DefinitionNames, findRelations, namedDefinitions } from './relations';
import { withStatus } from './status';

const noDefinitions: DefinitionNames = { Kpi: new Set(), KpiTree: new Set() };

/**
 * Knows the kinds `Kpi` and `KpiTree`, and reads the `kpi-tree.io/*`
 * annotations of any entity.
 *
 * A mistake becomes a status item of the entity. It is never thrown or emitted as
 * an error: that would keep a new entity out of the catalog altogether, and there
 * would be no page to show the message on. The KPI tree backend logs it, with what
 * it finds across entities.
 *
 * @public
 */
export class KpiTreeEntityProcessor implements CatalogProcessor {
  /**
   * @param library - what the library has, if it is switched on
   * @param findOwnDefinitions - what of it the organisation has itself
   */
  constructor(
    private readonly library = noDefinitions,
    private readonly findOwnDefinitions: FindOwnDefinitions = async () =>
      noDefinitions,
  ) {}

  /** {@inheritdoc @backstage/plugin-catalog-node#CatalogProcessor.getProcessorName} */
  getProcessorName(): string {
    return 'KpiTreeEntityProcessor';
  }

  /** {@inheritdoc @backstage/plugin-catalog-node#CatalogProcessor.preProcessEntity} */
  async preProcessEntity(entity: Entity): Promise<Entity> {
    return withTextAnnotations(entity);
  }

  /** {@inheritdoc @backstage/plugin-catalog-node#CatalogProcessor.validateEntityKind} */
  async validateEntityKind(entity: Entity): Promise<boolean> {
    return definitionKind(entity) !== undefined;
  }

  /** {@inheritdoc @backstage/plugin-catalog-node#CatalogProcessor.postProcessEntity} */
  async postProcessEntity(
    entity: Entity,
    _location: LocationSpec,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    const named = namedDefinitions(entity);
    const own = named ? await this.findOwnDefinitions(named) : noDefinitions;
    for (const relation of findRelations(entity, this.library, own)) {
      emit(processingResult.relation(relation));
    }
    const messages = findProblems(entity).map(problem => problem.message);
    return withStatus(entity, messages);
  }
}
