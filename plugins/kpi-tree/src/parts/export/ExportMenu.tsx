import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import GetAppIcon from '@material-ui/icons/GetApp';
import { useId, useState } from 'react';
import { kpiTreeTranslationRef } from '../../texts';
import type { CsvCell } from './csvText';
import { downloadFile } from './downloadFile';
import { pngPicture } from './pngPicture';
import type { SvgPicture } from './svgPicture';

type ExportMenuProps = {
  /** The name of the file without its ending; see `fileName`. */
  name: string;
  /** What is saved, for screen readers: the title of the tree or chart. */
  of: string;
  /** The picture as it is now. Not given: there is none to save. */
  picture?: () => SvgPicture;
  /** The data behind it. Not given: there are none to save. */
  rows?: () => CsvCell[][];
};

/** Saves a picture as PNG or SVG, or its data as CSV. */
export const ExportMenu = ({ name, of, picture, rows }: ExportMenuProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const alertApi = useApi(alertApiRef);
  const [anchor, setAnchor] = useState<HTMLElement>();
  const id = useId();

  const save = (ending: string, content: () => Promise<Blob>) => async () => {
    setAnchor(undefined);
    try {
      downloadFile(await content(), `${name}.${ending}`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      alertApi.post({
        message: t('export.failed', { name: of, reason }),
        severity: 'error',
        display: 'transient',
      });
    }
  };
  const savePng = save('png', async () => pngPicture(picture!()));
  const saveSvg = save(
    'svg',
    async () => new Blob([picture!().svg], { type: 'image/svg+xml' }),
  );
  const saveCsv = save('csv', async () => {
    const { csvText } = await import('./csvText');
    // Without the mark Excel does not take it for UTF-8
    return new Blob(['\uFEFF', csvText(rows!())], {
      type: 'text/csv;charset=utf-8',
    });
  });

  return (
    <>
      <Button
        size="small"
        variant="outlined"
        startIcon={<GetAppIcon />}
        aria-label={t('export.saveOf', { name: of })}
        aria-haspopup="menu"
        aria-controls={anchor ? id : undefined}
        aria-expanded={anchor ? true : undefined}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {t('export.save')}
      </Button>
      <Menu
        id={id}
        anchorEl={anchor}
        open={Boolean(anchor)}
        onClose={() => setAnchor(undefined)}
        getContentAnchorEl={null}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      >
        {picture && <MenuItem onClick={savePng}>{t('export.png')}</MenuItem>}
        {picture && <MenuItem onClick={saveSvg}>{t('export.svg')}</MenuItem>}
        {rows && <MenuItem onClick={saveCsv}>{t('export.csv')}</MenuItem>}
      </Menu>
    </>
  );
};
