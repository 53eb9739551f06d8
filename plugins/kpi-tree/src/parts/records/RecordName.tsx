import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type { RecordItem } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { isWebAddress } from '../links/isWebAddress';

const useStyles = makeStyles(theme => ({
  place: {
    display: 'block',
    fontSize: theme.typography.caption.fontSize,
    color: theme.palette.textSubtle,
  },
}));

type RecordNameProps = {
  item: Pick<RecordItem, 'link' | 'place'>;
  /** What its first column says, if anything. */
  name: string | undefined;
};

/** A record by its name: a link into its own system, or where it was read. */
export const RecordName = ({
  item: { link, place },
  name,
}: RecordNameProps) => {
  const classes = useStyles();
  if (link !== undefined && isWebAddress(link)) {
    // In a window of its own, as all links that leave the portal
    return <Link to={link}>{name ?? place}</Link>;
  }
  return name === undefined ? (
    <>{place}</>
  ) : (
    <>
      {name}
      <span className={classes.place}>{place}</span>
    </>
  );
};
