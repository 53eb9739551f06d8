import { LoggerService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import {
  CatalogProcessor,
  CatalogProcessorCache,
  CatalogProcessorEmit,
  processingResult,
} from '@backstage/plugin-catalog-node';
import { withTextAnnotations } from './annotations';
import { definitionKind } from './kinds';
import { findProblems } from './problems';
import { findRelations } from './relations';
import { withStatus } from './status';

const CACHE_KEY = 'problems';

/**
 * Knows the kinds `Kpi` and `KpiTree`, and reads the `kpi-tree.io/*`
 * annotations of any entity.
 *
 * A mistake becomes a status item of the entity and a warning in the log. It is
 * never thrown or emitted as an error: that would keep a new entity out of the
 * catalog altogether, and there would be no page to show the message on.
 *
 * @public
 */
export class KpiTreeEntityProcessor implements CatalogProcessor {
  readonly #logger: LoggerService;

  constructor(options: { logger: LoggerService }) {
    this.#logger = options.logger;
  }

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
    location: LocationSpec,
    emit: CatalogProcessorEmit,
    cache: CatalogProcessorCache,
  ): Promise<Entity> {
    for (const relation of findRelations(entity)) {
      emit(processingResult.relation(relation));
    }
    const messages = findProblems(entity).map(problem => problem.message);
    await this.#logChange(entity, location, messages, cache);
    return withStatus(entity, messages);
  }

  /** Logs what was not said before: an entity is processed every few minutes. */
  async #logChange(
    entity: Entity,
    location: LocationSpec,
    messages: string[],
    cache: CatalogProcessorCache,
  ) {
    const logged = (await cache.get<string[]>(CACHE_KEY)) ?? [];
    const place = `${stringifyEntityRef(entity)} at ${location.type}:${
      location.target
    }`;
    for (const message of messages.filter(text => !logged.includes(text))) {
      this.#logger.warn(`${place}: ${message}`);
    }
    if (logged.length && !messages.length) {
      this.#logger.info(`${place}: all mended`);
    }
    if (JSON.stringify(logged) !== JSON.stringify(messages)) {
      await cache.set(CACHE_KEY, messages);
    }
  }
}
