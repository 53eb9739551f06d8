import type { Library, LibraryKpi, LibraryTree } from './libraryOf';

/** Which definitions are shown; what is not given restricts nothing. */
export type LibraryFilter = {
  /** Words, each of which has to occur. */
  query?: string;
  /** The id of a node of the kind `value-stream`. */
  stream?: string;
  process?: string;
  persona?: string;
  tag?: string;
  lifecycle?: string;
  origin?: string;
};

/** A value of a filter, and how many KPIs have it. */
export type Option = { value: string; title: string; count: number };

/** The definitions that meet all that is asked for. */
export function filterLibrary(
  { trees, kpis }: Library,
  filter: LibraryFilter,
): Library {
  return {
    trees: trees.filter(entry => isTreeShown(entry, filter)),
    kpis: kpis.filter(entry => isKpiShown(entry, filter)),
  };
}

function isKpiShown(entry: LibraryKpi, filter: LibraryFilter): boolean {
  const { kpi, origin } = entry;
  const { spec } = kpi;
  return (
    meets(filter.stream, streamsOf(entry)) &&
    meets(filter.process, spec.process) &&
    meets(filter.persona, spec.personas) &&
    meets(filter.tag, kpi.tags) &&
    meets(filter.lifecycle, spec.lifecycle) &&
    meets(filter.origin, origin) &&
    has(filter.query, [
      kpi.name,
      kpi.title,
      kpi.description,
      spec.process,
      spec.unit,
      spec.definition?.formula,
      ...kpi.tags,
      ...spec.personas,
    ])
  );
}

/** A tree has no process, persona or tag of its own, so these leave none. */
function isTreeShown(entry: LibraryTree, filter: LibraryFilter): boolean {
  const { tree, origin, streams } = entry;
  return (
    !filter.process &&
    !filter.persona &&
    !filter.tag &&
    meets(
      filter.stream,
      streams.map(({ id }) => id),
    ) &&
    meets(filter.lifecycle, tree.spec.lifecycle) &&
    meets(filter.origin, origin) &&
    has(filter.query, [
      tree.name,
      tree.title,
      tree.description,
      ...streams.map(({ title }) => title),
    ])
  );
}

function meets(
  wanted: string | undefined,
  given: string | string[] | undefined,
): boolean {
  return !wanted || [given].flat().includes(wanted);
}

function has(
  query: string | undefined,
  texts: (string | undefined)[],
): boolean {
  const text = texts.join('\n').toLocaleLowerCase('en');
  return (query ?? '')
    .toLocaleLowerCase('en')
    .split(/\s+/)
    .every(word => text.includes(word));
}

/** The ids of the value streams below which a KPI stands. */
function streamsOf({ places }: LibraryKpi): string[] {
  return places.flatMap(({ path }) =>
    path.filter(({ kind }) => kind === 'value-stream').map(({ id }) => id),
  );
}

/** What can be asked for, by title. */
export function filterOptions({ trees, kpis }: Library) {
  const titles = new Map(
    trees.flatMap(({ streams }) => streams.map(({ id, title }) => [id, title])),
  );
  return {
    stream: optionsOf(kpis, streamsOf, id => titles.get(id) ?? id),
    process: optionsOf(kpis, ({ kpi }) => kpi.spec.process ?? []),
    persona: optionsOf(kpis, ({ kpi }) => kpi.spec.personas),
    tag: optionsOf(kpis, ({ kpi }) => kpi.tags),
    lifecycle: optionsOf(kpis, ({ kpi }) => kpi.spec.lifecycle),
    origin: optionsOf(kpis, ({ origin }) => origin),
  };
}

function optionsOf(
  kpis: LibraryKpi[],
  valuesOf: (entry: LibraryKpi) => string | string[],
  titleOf: (value: string) => string = value => value,
): Option[] {
  const counts = new Map<string, number>();
  for (const entry of kpis) {
    for (const value of new Set([valuesOf(entry)].flat())) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  return [...counts]
    .map(([value, count]) => ({ value, title: titleOf(value), count }))
    .sort((a, b) => a.title.localeCompare(b.title));
}
