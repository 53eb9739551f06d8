import type { PeriodType } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { EffectWords } from './EffectWords';

const counters: Record<PeriodType, string> = {
  day: '日',
  week: '週',
  month: 'か月',
  quarter: '四半期',
};

/** What an action came to, in Japanese. */
export const japaneseEffect: EffectWords = {
  verdicts: {
    'too-early': '時期尚早',
    'no-effect-seen': '効果は見られない',
    worked: '効果あり',
    'got-worse': '悪化',
    unknown: '不明',
  },
  judged: ({ verdict, before, after, difference, lower, upper }) =>
    `${verdict}: 以前は${before.value}(${before.periods})、以後は${
      after.value
    }(${after.periods})${
      difference === undefined
        ? ''
        : `、差は${difference}${interval(lower, upper)}`
    }。`,
  tooEarly: ({ verdict, periods }) =>
    `${verdict}: 値のある期間があと${periods}必要です。`,
  fewBefore: ({ verdict, type }) =>
    `${verdict}: それ以前に値のある期間が8${counters[type]}未満です。`,
  noRange: verdict =>
    `${verdict}: KPIは範囲内に収める必要がありますが、範囲が設定されていません。`,
  guard: (title, sentence) => `同時期の${title}: ${sentence}`,
  asBefore: '以前から同じ方向に推移しており、以後の変化はそれを上回りません。',
  adjusted: '季節の影響は除かれています。',
  together: ({ actions, changes }) => {
    const what = [
      ...(actions > 1 ? [`アクション${actions}件`] : []),
      ...(changes ? [`プロセスの変更${changes}件`] : []),
    ].join('と');
    return `比較した期間には${what}が含まれます。効果はそれらを合わせたものです。`;
  },
  expectation: {
    met: value => `期待${of(value)}: 達成。`,
    possible: value => `期待${of(value)}: 未達ですが、可能性はあります。`,
    missed: value => `期待${of(value)}: 未達。`,
    open: value => `期待${of(value)}: まだ判定できません。`,
  },
};

function of(value: string | undefined): string {
  return value === undefined ? '' : `(${value})`;
}

function interval(lower: string | undefined, upper: string | undefined) {
  if (lower !== undefined && upper !== undefined) {
    return `(${lower}〜${upper}、99%)`;
  }
  if (lower !== undefined) {
    return `(${lower}以上、99%)`;
  }
  return upper === undefined ? '' : `(${upper}以下、99%)`;
}
