import { Config, ConfigReader } from '@backstage/config';
import { ConfigProblem } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** What does not happen where something is configured wrongly. */
export type ConfigFault = 'calendar' | 'judgement' | 'retention';

/** What that means, as it is said to an admin. */
export const CONSEQUENCES: Record<ConfigFault | 'http' | 'default', string> = {
  calendar:
    'nothing is collected, accepted or judged, and no number is shown, as they would be for the wrong days',
  judgement:
    'nothing is judged, and no number is shown; what is collected waits until then',
  retention: 'nothing is folded or removed, however old it is',
  http: 'no source is read over HTTP',
  default: 'the default applies',
};

/**
 * Reads a part of the configuration key by key. What is wrong is noted, with what it
 * means, and the next key is read.
 */
export class ConfigReading {
  readonly problems: ConfigProblem[] = [];
  /** The mistakes in words, by what does not happen because of them. */
  readonly faults: Partial<Record<ConfigFault, string>> = {};
  private readonly config: Config | undefined;

  constructor(root: Config, private readonly path: string) {
    try {
      this.config = root.getOptionalConfig(path);
    } catch (error) {
      // What it should have said is not known, so that anything may be wrong
      this.note(path, error as Error, 'calendar');
    }
  }

  /**
   * @param read - throws what is wrong: `is 7: use a share from 0 to 1`
   * @param otherwise - what holds if nothing is given
   * @param fault - what does not happen if it is wrong; `default`: `otherwise` holds
   */
  read<T>(
    key: string,
    read: (config: Config) => T | undefined,
    otherwise: T,
    fault: ConfigFault | 'default',
  ): T {
    try {
      return read(this.config ?? new ConfigReader({})) ?? otherwise;
    } catch (error) {
      this.note(`${this.path}.${key}`, error as Error, fault);
      return otherwise;
    }
  }

  private note(
    key: string,
    error: Error,
    fault: ConfigFault | 'default',
  ): void {
    const message = `${mistakeIn(error)}; until it is corrected, ${
      CONSEQUENCES[fault]
    }`;
    this.problems.push({ key, message, severity: 'error' });
    if (fault !== 'default') {
      this.faults[fault] ??= `${key} ${message}`;
    }
  }
}

/** Backstage names key and file once more; the admin is shown the key anyway. */
function mistakeIn({ message }: Error): string {
  const type =
    /^Invalid type in config for key .*, got (.+), wanted (.+)$/.exec(message);
  const text = /^Unable to convert config value for key .* to a (\w+)$/.exec(
    message,
  );
  if (type) {
    return `is of the type ${type[1]}: use ${type[2]}`;
  }
  return text ? `is not a ${text[1]}` : message;
}
