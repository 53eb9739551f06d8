import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type { ValueOrigin } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Facts } from '../definition/Facts';
import { useFormat } from '../format';
import { kpiTreeTranslationRef } from '../../texts';
import { QueryText } from './QueryText';
import { SentValues } from './SentValues';

const useStyles = makeStyles(theme => ({
  note: {
    margin: theme.spacing(1, 0),
    fontSize: theme.typography.body2.fontSize,
    color: theme.palette.textSubtle,
  },
}));

type OriginFactsProps = { origin: ValueOrigin; timeZone: string };

/** What is known of where a value comes from, of which there are no records. */
export const OriginFacts = ({ origin, timeZone }: OriginFactsProps) => {
  const { source, collected, asked, measurements, grain } = origin;
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount, formatInstant, formatList } = useFormat();
  const between = ({ first, last }: { first: string; last: string }) =>
    first === last
      ? formatInstant(last, timeZone)
      : t('origin.between', {
          first: formatInstant(first, timeZone),
          last: formatInstant(last, timeZone),
        });
  return (
    <>
      <Facts
        facts={[
          [t('origin.source'), source && <SourceName source={source} />],
          [
            t('origin.measurements', { grain: t(`common.${grain}`) }),
            measurements ? formatCount(measurements) : t('origin.nothing'),
          ],
          [
            t('origin.collected'),
            source && (collected ? between(collected) : t('drawer.notKnown')),
          ],
          [t('origin.run'), collected?.run],
          [
            t('origin.found'),
            asked?.found &&
              t('origin.foundText', {
                by: asked.found.by,
                names: formatList(asked.found.names),
              }),
          ],
        ]}
      />
      {origin.sent && (
        <SentValues
          sent={origin.sent}
          hasSource={source !== undefined}
          timeZone={timeZone}
        />
      )}
      {asked?.queries.map((query, index) => (
        <QueryText
          key={`${query.of} ${index}`}
          query={query}
          grain={grain}
          timeZone={timeZone}
        />
      ))}
      {asked?.definedAt && (
        <p className={classes.note}>
          {t('origin.definedAt', {
            instant: formatInstant(asked.definedAt, timeZone),
          })}
        </p>
      )}
    </>
  );
};

function SourceName({ source }: Required<Pick<ValueOrigin, 'source'>>) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { id, description, unknown } = source;
  if (unknown) {
    return <>{t('origin.unknownSource', { source: id })}</>;
  }
  return (
    <>{description ? t('origin.described', { source: id, description }) : id}</>
  );
}
