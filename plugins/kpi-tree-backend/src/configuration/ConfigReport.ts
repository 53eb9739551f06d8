import { LoggerService } from '@backstage/backend-plugin-api';
import { ConfigProblem } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { SourceRegistry } from './SourceRegistry';

/** What is wrong in the configuration of the portal, from wherever it was found. */
export class ConfigReport {
  /** @param found - what was found before the sources were known */
  constructor(
    private readonly registry: SourceRegistry,
    private readonly logger: LoggerService,
    private readonly found: ConfigProblem[],
  ) {}

  /** All there is, errors first. */
  list(): ConfigProblem[] {
    const all = [...this.found, ...this.registry.problems()];
    const of = (severity: ConfigProblem['severity']) =>
      all.filter(problem => problem.severity === severity);
    return [...of('error'), ...of('warning')];
  }

  /** Says everything in the log; once, when the backend starts. */
  log(): void {
    this.list().forEach(problem => this.logOne(problem));
  }

  /** Adds what is found later. */
  add(problem: ConfigProblem): void {
    this.found.push(problem);
    this.logOne(problem);
  }

  private logOne({ key, message, severity }: ConfigProblem): void {
    const level = severity === 'error' ? 'error' : 'warn';
    this.logger[level](`Configuration: ${key} ${message}`);
  }
}
