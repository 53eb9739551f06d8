import { makeStyles, useTheme } from '@material-ui/core/styles';
import { describeEffect } from '@internal/kpi-tree';
import type {
  ActionEffect,
  EffectVerdict,
  PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useWords } from '../../texts';
import { meaningColor } from '../trend/meaningColor';

const useStyles = makeStyles({
  root: { margin: 0, overflowWrap: 'anywhere' },
  verdict: { fontWeight: 600 },
});

const meanings: Record<EffectVerdict, 'improving' | 'worsening' | 'change'> = {
  worked: 'improving',
  'got-worse': 'worsening',
  'no-effect-seen': 'change',
  'too-early': 'change',
  unknown: 'change',
};

type EffectTextProps = {
  effect: ActionEffect;
  unit: string;
  periodType: PeriodType;
};

/** What an action came to, in plain sentences with the verdict first. */
export const EffectText = ({ effect, unit, periodType }: EffectTextProps) => {
  const classes = useStyles();
  const theme = useTheme();
  const words = useWords();
  const verdict = words.effect.verdicts[effect.verdict];
  const text = describeEffect(effect, { unit, periodType, words }).join(
    words.language === 'ja' ? '' : ' ',
  );
  return (
    <p className={classes.root}>
      <span
        className={classes.verdict}
        style={{ color: meaningColor(theme, meanings[effect.verdict]) }}
      >
        {verdict}
      </span>
      {text.slice(verdict.length)}
    </p>
  );
};
