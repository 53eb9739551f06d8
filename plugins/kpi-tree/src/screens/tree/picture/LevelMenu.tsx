import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import AccountTreeIcon from '@material-ui/icons/AccountTree';
import { useId, useState } from 'react';
import { kpiTreeTranslationRef } from '../../../texts';

type LevelMenuProps = {
  /** How many levels the tree has. */
  depth: number;
  /** Shows the tree down to a level, from 1. */
  onChoose: (level: number) => void;
};

/** Folds a tree so that it is shown down to a level, or unfolds all of it. */
export const LevelMenu = ({ depth, onChoose }: LevelMenuProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const [anchor, setAnchor] = useState<HTMLElement>();
  const id = useId();
  const choose = (level: number) => {
    setAnchor(undefined);
    onChoose(level);
  };
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        startIcon={<AccountTreeIcon />}
        aria-haspopup="menu"
        aria-controls={anchor ? id : undefined}
        aria-expanded={anchor ? true : undefined}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {t('picture.levels')}
      </Button>
      <Menu
        id={id}
        anchorEl={anchor}
        open={Boolean(anchor)}
        onClose={() => setAnchor(undefined)}
        getContentAnchorEl={null}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      >
        {Array.from({ length: depth - 1 }, (_, index) => (
          <MenuItem key={index} onClick={() => choose(index + 1)}>
            {t('picture.level', { level: String(index + 1) })}
          </MenuItem>
        ))}
        <MenuItem onClick={() => choose(depth)}>
          {t('picture.allLevels')}
        </MenuItem>
      </Menu>
    </>
  );
};
