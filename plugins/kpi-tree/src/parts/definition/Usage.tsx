import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type { DefinitionUsage } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import classNames from 'classnames';
import { ReactNode } from 'react';
import { useFormat } from '../format';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  root: { display: 'flex', flexDirection: 'column', gap: theme.spacing(2) },
  title: {
    margin: theme.spacing(0, 0, 0.5),
    fontSize: theme.typography.body2.fontSize,
    fontWeight: 600,
  },
  list: { margin: 0, padding: 0, listStyle: 'none' },
  columns: { columnWidth: 200 },
  subtle: { color: theme.palette.textSubtle },
}));

type UsageProps = { usage: DefinitionUsage; isKpi: boolean };

/**
 * In which trees a Kpi stands, on which entities it shows, what extends it and what
 * is computed from it.
 */
export const Usage = ({ usage, isKpi }: UsageProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount } = useFormat();
  const classes = useStyles();
  const { trees, entities, entityCount, extendedBy, formulas } = usage;
  const more = entityCount - entities.length;
  return (
    <div className={classes.root}>
      {isKpi && (
        <Part title={t('definition.trees')} empty={t('definition.noTree')}>
          {trees.map(tree => (
            <li key={tree.entityRef}>
              <EntityRefLink
                entityRef={tree.entityRef}
                title={tree.title}
                hideIcon
              />
              <span className={classes.subtle}>
                {' '}
                › {tree.nodes.map(node => node.title).join(', ')}
              </span>
            </li>
          ))}
        </Part>
      )}
      <Part
        title={t('definition.entities', {
          number: formatCount(entityCount),
        })}
        empty={t('definition.noEntity')}
        columns
      >
        {entities.map(({ entityRef, title }) => (
          <li key={entityRef}>
            <EntityRefLink entityRef={entityRef} title={title} hideIcon />
          </li>
        ))}
        {more > 0 && (
          <li key="more" className={classes.subtle}>
            {t('definition.andMore', { number: formatCount(more) })}
          </li>
        )}
      </Part>
      {usage.extends && (
        <Part title={t('definition.extends')}>
          {[
            <li key="extends">
              <EntityRefLink entityRef={usage.extends.entityRef} hideIcon />
            </li>,
          ]}
        </Part>
      )}
      {[
        [t('definition.extendedBy'), extendedBy] as const,
        [t('definition.computedFromIt'), formulas] as const,
      ].map(
        ([title, others]) =>
          others.length > 0 && (
            <Part key={title} title={title}>
              {others.map(({ entityRef }) => (
                <li key={entityRef}>
                  <EntityRefLink entityRef={entityRef} hideIcon />
                </li>
              ))}
            </Part>
          ),
      )}
    </div>
  );
};

function Part(props: {
  title: string;
  empty?: string;
  /** Side by side, where they are many and short. */
  columns?: boolean;
  children: ReactNode[];
}) {
  const classes = useStyles();
  const items = props.children.flat().filter(Boolean);
  return (
    <section>
      <h3 className={classes.title}>{props.title}</h3>
      {items.length ? (
        <ul
          className={classNames(classes.list, {
            [classes.columns]: props.columns,
          })}
        >
          {props.children}
        </ul>
      ) : (
        <span className={classes.subtle}>{props.empty}</span>
      )}
    </section>
  );
}
