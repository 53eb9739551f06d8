import { ClassValue } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Engine } from '../engine/Engine';
import { Gauge } from '../gauges/Gauge';
import { Coverage } from '../time/Coverage';
import { ClassReader } from './ClassFile';
import { measureClasses } from './measureClasses';

/** What the measurements of a KPI are made of, by each of its breakdowns. */
export class ClassesOfGauge {
  private entity: number | undefined;
  /** Of that entity, by breakdown. */
  private classes: [string, ReadonlyMap<string, ClassValue[]>][] = [];

  private constructor(private readonly readers: [string, ClassReader][]) {}

  /**
   * Measures all of them.
   *
   * @param counted - SQL of the records that count
   */
  static async measure(
    engine: Engine,
    gauge: Gauge,
    counted: string,
    coverage: Coverage,
  ): Promise<ClassesOfGauge> {
    const readers: [string, ClassReader][] = [];
    for (const [index, { id, column }] of gauge.breakdowns.entries()) {
      const file = await measureClasses(
        engine,
        gauge,
        { column, counted },
        coverage,
        `classes-${index}.jsonl`,
      );
      readers.push([id, new ClassReader(file)]);
    }
    return new ClassesOfGauge(readers);
  }

  /**
   * Those of a measurement; nothing where the KPI has no breakdown.
   *
   * @param entity - measurements are asked for in the order of the entities
   */
  async of(
    entity: number,
    start: string,
  ): Promise<{ classes?: { [breakdown: string]: ClassValue[] } }> {
    if (!this.readers.length) {
      return {};
    }
    if (entity !== this.entity) {
      this.entity = entity;
      this.classes = [];
      for (const [id, reader] of this.readers) {
        this.classes.push([id, await reader.take(entity)]);
      }
    }
    return {
      classes: Object.fromEntries(
        this.classes.map(([id, days]) => [id, days.get(start) ?? []]),
      ),
    };
  }

  async close(): Promise<void> {
    for (const [, reader] of this.readers) {
      await reader.close();
    }
  }
}
