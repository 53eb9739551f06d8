import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { linkDefinitions, ownerEntityRef } from '@internal/kpi-tree';
import {
  definitionKind,
  DraftCheck,
  DraftProblem,
  KpiEntity,
  Problem,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  KpiSource,
  MisconfiguredSource,
  readEntities,
  YamlEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { RequestContext, RequestContexts } from '../access/RequestContexts';
import { sourceProblems } from '../definitions/buildDefinitions';
import { toKpi } from '../definitions/toKpi';

/** One Kpi is tried at a time; others may be in the same text. */
const MAX_DOCUMENTS = 100;

/** A text that was checked, and the KPI if there is nothing wrong with it. */
export type CheckedDraft = { problems: DraftProblem[]; kpi?: KpiEntity };

/**
 * Checks definitions that are being written, together with those that the author
 * may read.
 */
export class DraftService {
  constructor(
    private readonly options: {
      contexts: RequestContexts;
      sources: ReadonlyMap<string, KpiSource>;
      misconfigured: ReadonlyMap<string, MisconfiguredSource>;
    },
  ) {}

  /** What is wrong with a text, and the KPI that it makes. */
  async check(context: RequestContext, yaml: string): Promise<DraftCheck> {
    const { problems, kpi } = await this.read(context, yaml);
    return { problems, kpi: kpi ? toKpi(kpi) : null };
  }

  /** As {@link DraftService.check}, with the KPI as an entity. */
  async read(context: RequestContext, yaml: string): Promise<CheckedDraft> {
    const { entities, mistakes } = await readEntities(yaml, {
      maxDocuments: MAX_DOCUMENTS,
    });
    const problems = mistakes.map(
      ({ entity: _, ...mistake }): DraftProblem => mistake,
    );
    const drafts = entities.filter(
      ({ entity }) => definitionKind(entity) === 'Kpi',
    );
    if (problems.length || drafts.length !== 1) {
      return {
        problems: problems.length ? problems : [noKpi(entities, drafts)],
      };
    }
    const [draft] = drafts;
    const { found, kpi } = await this.link(context, draft.entity);
    return {
      problems: found
        .map(({ field, value, message }) => ({
          ...draft.locate(field, value),
          field,
          message,
        }))
        .sort((a, b) => a.line - b.line || a.column - b.column),
      ...(kpi && !found.length ? { kpi } : {}),
    };
  }

  /** The draft together with the other KPIs, which it may extend, and its owner. */
  private async link(
    context: RequestContext,
    draft: Entity,
  ): Promise<{ found: Problem[]; kpi?: KpiEntity }> {
    const { contexts, sources, misconfigured } = this.options;
    const draftRef = stringifyEntityRef(draft);
    const others = context.definitions.catalog.filter(
      entity =>
        definitionKind(entity) === 'Kpi' &&
        stringifyEntityRef(entity) !== draftRef,
    );
    // An owner may come from what is extended
    const linked = (known: Entity[]) =>
      linkDefinitions([draft, ...others, ...known]);
    const owner = ownerOf(linked([]).kpis.get(draft.metadata.name) ?? draft);
    const ownerEntity = owner && (await contexts.find(owner, context));
    const { kpis, problems } = linked(ownerEntity ? [ownerEntity] : []);
    const kpi = kpis.get(draft.metadata.name);
    const own = kpi && stringifyEntityRef(kpi) === draftRef ? kpi : undefined;
    return {
      found: [
        ...problems.filter(({ entityRef }) => entityRef === draftRef),
        ...(own ? sourceProblems(own, draft, sources, misconfigured) : []),
      ],
      kpi: own,
    };
  }
}

function noKpi(all: YamlEntity[], drafts: YamlEntity[]): DraftProblem {
  if (drafts.length) {
    return {
      ...drafts[1].locate('kind'),
      message: 'is a second Kpi: try one at a time',
    };
  }
  return {
    line: 1,
    column: 1,
    message: all.length
      ? `is a ${all[0].entity.kind}: write a Kpi`
      : 'is not a Kpi: begin with apiVersion: kpi-tree.io/v1alpha1, kind: Kpi and metadata.name',
  };
}

function ownerOf({ spec }: Entity): string | undefined {
  try {
    return typeof spec?.owner === 'string'
      ? ownerEntityRef(spec.owner)
      : undefined;
  } catch {
    return undefined;
  }
}
