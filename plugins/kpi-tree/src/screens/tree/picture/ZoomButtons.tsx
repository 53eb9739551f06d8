import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import AddIcon from '@material-ui/icons/Add';
import FullscreenIcon from '@material-ui/icons/Fullscreen';
import RemoveIcon from '@material-ui/icons/Remove';
import { kpiTreeTranslationRef } from '../../../texts';
import type { PanZoom } from './usePanZoom';

const useStyles = makeStyles(theme => ({
  root: {
    position: 'absolute',
    right: theme.spacing(1),
    bottom: theme.spacing(1),
    display: 'flex',
    backgroundColor: theme.palette.background.paper,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
  },
}));

/** Zooms a picture, and shows all of it. */
export const ZoomButtons = ({ panZoom }: { panZoom: PanZoom }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const buttons = [
    { label: t('picture.zoomOut'), icon: <RemoveIcon />, do: panZoom.zoomOut },
    { label: t('picture.zoomIn'), icon: <AddIcon />, do: panZoom.zoomIn },
    { label: t('picture.fit'), icon: <FullscreenIcon />, do: panZoom.fit },
  ];
  return (
    <div className={classes.root}>
      {buttons.map(button => (
        <IconButton
          key={button.label}
          size="small"
          aria-label={button.label}
          title={button.label}
          onClick={button.do}
        >
          {button.icon}
        </IconButton>
      ))}
    </div>
  );
};
