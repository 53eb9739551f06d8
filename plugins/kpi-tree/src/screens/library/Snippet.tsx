import { makeStyles } from '@material-ui/core/styles';
import { CopyLines } from '../../parts/controls/CopyLines';

const useStyles = makeStyles(theme => ({
  text: { margin: theme.spacing(1, 0, 0.5) },
  code: { overflowX: 'auto', '& pre': { margin: 0 } },
}));

/** Lines to copy, with where they belong. */
export const Snippet = ({ where, yaml }: { where: string; yaml: string }) => {
  const classes = useStyles();
  return (
    <>
      <p className={classes.text}>{where}</p>
      <div className={classes.code}>
        <CopyLines text={yaml.trimEnd()} />
      </div>
    </>
  );
};
