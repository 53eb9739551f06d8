import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { ROLLED_UP } from '../store/InsightStore';
import { RollupStore } from '../store/RollupStore';
import { SetAsideStore } from '../store/SetAsideStore';
import { BadDates } from './BadDates';
import { SetAsides } from './SetAsides';

/**
 * What is done about data that cannot be evaluated before a backend serves anything:
 * rows with invalid dates are set aside, and what was set aside is tried again, as
 * another version of the portal may know better.
 */
export class StartUp {
  constructor(
    private readonly options: {
      knex: Knex;
      badDates: BadDates;
      setAsides: SetAsides;
      store: SetAsideStore;
      rollups: RollupStore;
      logger: LoggerService;
    },
  ) {}

  async run(): Promise<void> {
    const { knex, badDates, setAsides, store, rollups, logger } = this.options;
    await badDates.setAside();
    const { entries } = await setAsides.read();
    if (!entries.length) {
      return;
    }
    logger.warn(
      `${entries.length} series and KPIs of scopes are set aside, as they cannot be evaluated, and are retried: see the quality report`,
    );
    await knex.transaction(async tx => {
      await store.retrySeries(tx);
      await rollups.mark(
        tx,
        entries
          .filter(({ seriesId }) => seriesId === ROLLED_UP)
          .map(({ subject: scope, kpi }) => ({ scope, kpi, start: null })),
      );
    });
  }
}
