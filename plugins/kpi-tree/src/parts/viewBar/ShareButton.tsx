import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import LinkIcon from '@material-ui/icons/Link';
import useCopyToClipboard from 'react-use/lib/useCopyToClipboard';
import { useHref, useLocation } from 'react-router-dom';
import type { KpiTreeParams } from '../view/useKpiTreeParams';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles({
  root: { textTransform: 'none', height: 40 },
});

type ShareButtonProps = {
  /** What the link says beside what the address does. */
  shared: KpiTreeParams;
};

/** Copies a link that shows others the same, whatever they looked at last. */
export const ShareButton = ({ shared }: ShareButtonProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const location = useLocation();
  const search = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(shared)) {
    search.set(name, value);
  }
  const href = useHref({ ...location, search: `?${search}` });
  const link = new URL(href, window.location.origin).toString();
  const [copied, copy] = useCopyToClipboard();
  return (
    <Button
      className={classes.root}
      startIcon={<LinkIcon />}
      aria-live="polite"
      onClick={() => copy(link)}
    >
      {copied.value === link && !copied.error
        ? t('portal.linkCopied')
        : t('portal.share')}
    </Button>
  );
};
