import type { PeriodType } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { japaneseEffect } from './effect/ja';
import type { Words } from './Words';

const one: Record<PeriodType, string> = {
  day: '日',
  week: '週',
  month: '月',
  quarter: '四半期',
};

/** How so many of them are counted. */
const counters: Record<PeriodType, string> = {
  day: '日',
  week: '週',
  month: 'か月',
  quarter: '四半期',
};

const seasons = { week: '曜日', year: '季節' } as const;

const limits = { above: '上方管理限界', below: '下方管理限界' } as const;

const sides = { above: '上回る', below: '下回る' } as const;

/** The same before a further clause. */
const beyond = { above: '上回り', below: '下回り' } as const;

const longer = { above: '長い', below: '短い' } as const;

const meanings = { improving: '改善', worsening: '悪化' } as const;

const most = '次のメンバーは自身の変化が最も大きいものです。';

/** The sentences in Japanese. */
export const japanese: Words = {
  language: 'ja',

  periods: (count, type) => `${count}${counters[type]}`,
  period: name => name,
  inPeriod: name => name,
  since: name => `${name}以降`,
  from: name => `${name}以降`,
  days: text => `${text ?? '?'}日`,
  range: (lower, upper) => `${lower}〜${upper}`,
  span: (min, max) => `${min}〜${max}`,

  seasonClause: season => `(${seasons[season]}の影響を除く)`,
  fewClause: '(件数の少なさだけでは説明できない)',
  changeClause: inPeriod => `(${inPeriod}の変更以降で計算)`,
  verdict: (meaning, since) => `${since ?? ''}${meanings[meaning]}`,
  changed: (since, hasRange) =>
    `${since ?? ''}変化(${
      hasRange
        ? '目標範囲に近づいても遠ざかってもいない'
        : '判断するための目標範囲なし'
    })`,

  outside: ({ value = '値', inPeriod, side, limit, context, verdict }) =>
    `${inPeriod}の${value}は偶然で説明できる${limit}を${sides[side]}${context}: ${verdict}`,
  shift: ({ periods, side, mean, context, verdict }) =>
    `${periods}連続で平均${mean}を${sides[side]}${context}: ${verdict}`,
  shiftOfSeason: ({ periods, side, season, context, verdict }) =>
    `${periods}連続で${seasons[season]}ごとの通常の水準を${sides[side]}${context}: ${verdict}`,
  run: ({ periods, side, value, context, verdict }) =>
    `${periods}連続で${side === 'above' ? '上昇' : '下降'}${
      value ? `し、${value}` : ''
    }${context}: ${verdict}`,
  clusterOfLast: (points, among, type) =>
    `直近${among}${counters[type]}のうち${points}${counters[type]}が`,
  clusterOfLatest: (points, type) => `直近の${points}${counters[type]}が`,
  twoOfThree: ({ cluster, side, limit, context, verdict }) =>
    `${cluster}${limits[side]}(${limit})に接近${context}: ${verdict}`,
  threeOfFour: ({ cluster, side, limit, mean, context, verdict }) =>
    `${cluster}平均${mean}よりも${limits[side]}(${limit})に接近${context}: ${verdict}`,
  fourOfFive: ({ cluster, side, mean, context, verdict }) =>
    `${cluster}平均${mean}を大きく${sides[side]}${context}: ${verdict}`,

  timeOutside: ({ side, value, limit, verdict }) =>
    side === 'above'
      ? `${value}間発生なし。偶然で説明できる${limit}を${beyond[side]}、${verdict}`
      : `発生間隔がわずか${value}。偶然で説明できる${limit}を${beyond[side]}、${verdict}`,
  timeShift: ({ side, points, usual, verdict }) =>
    `${points}回連続で発生間隔が通常の${usual}より${longer[side]}: ${verdict}`,
  timeRun: ({ side, points, verdict }) =>
    `${points}回連続で発生間隔が前回より${longer[side]}: ${verdict}`,
  timeCluster: ({ side, points, usual, verdict }) =>
    `直近の発生間隔のうち${points}回が通常の${usual}より大幅に${longer[side]}: ${verdict}`,
  timeStable: (points, limit) =>
    `直近${points}回の発生間隔にシグナルなし: 偶然の範囲は最大${limit}`,

  stable: ({ past, periods, context }) =>
    `${past ? `${past}より後` : periods}にシグナルなし${context}`,
  byChance: ({ periods, context }) =>
    `目立つ動きだが、このような値では偶然の範囲内(${periods})${context}`,
  leftOut: (sentence, periods) => `${sentence}(${periods}分を除外)`,
  varies: ({ found, range, lastOnly, type }) =>
    lastOnly
      ? `${found}: 直近の期間(${one[type]})の偶然の範囲は${range}`
      : `${found}: 偶然の変動範囲は${range}`,
  constant: ({ periods, context, value }) =>
    `${periods}すべて同じ値${context}${value ? `: ${value}` : ''}`,
  fewInSample: type =>
    `1${counters[type]}あたりの件数が少なすぎるため、変化に見えても偶然の可能性あり`,
  fewTimes: (points, needed) =>
    `発生が少なく判断不可: 既知の発生間隔は${points}回、必要な回数は${needed}回`,
  fewPeriods: ({ points, periods, context, needed }) =>
    `${
      points === 0 ? '測定値なし' : `測定値は${periods}分のみ`
    }${context}: ${needed}期間分が必要`,

  noTarget: '達成すべき目標がありません',
  capabilityUnknown: target => `目標${target}を達成できるかはまだ不明`,
  capability: ({ capability, target, type, all, range }) => {
    const how = {
      consistently: '安定して達成する見込み',
      sometimes: '達成したりしなかったりする見込み',
      never: '達成しない見込み',
    }[capability];
    return `現状のままでは目標${target}を${how}: ${one[type]}ごとの値は${
      all ? `すべて${all}` : `${range}の間で変動`
    }`;
  },
  likely: (percent, bound) => {
    switch (bound) {
      case 'less':
        return `${percent}未満`;
      case 'more':
        return `${percent}超`;
      default:
        return percent;
    }
  },
  chance: (likely, inPeriod) => `${inPeriod}に目標を達成する確率は${likely}`,
  certain: (isMet, inPeriod) =>
    isMet
      ? `${inPeriod}の目標達成は確実です`
      : `${inPeriod}の目標はもう達成できません`,
  nextTarget: (likely, target, from) =>
    `${from}の目標${target}を達成する確率は${likely}`,

  statuses: {
    'on-target': '目標達成',
    'at-risk': '要注意',
    'off-target': '目標未達',
  },
  statusChanged: ({ status, since, value, target, before }) =>
    `${since}${status}: ${value}${
      target === undefined ? '' : `、目標${target}`
    }(以前は${before})`,
  atRiskByForecast: (chance, value, target) =>
    `${chance}。現在は達成: ${value}、目標${target}`,
  staleSince: (since, period) =>
    `${since}更新なし${period ? `: 最後の値は${period}` : ''}`,
  targetChanges: {
    target: {
      loosened: (from, to) => `目標を${from}から${to}に緩和`,
      tightened: (from, to) => `目標を${from}から${to}に厳格化`,
      changed: (from, to) => `目標を${from}から${to}に変更`,
      set: to => `目標を${to}に設定`,
      removed: from => `目標を削除(以前は${from})`,
    },
    threshold: {
      loosened: (from, to) => `しきい値を${from}から${to}に緩和`,
      tightened: (from, to) => `しきい値を${from}から${to}に厳格化`,
      changed: (from, to) => `しきい値を${from}から${to}に変更`,
      set: to => `しきい値を${to}に設定`,
      removed: from => `しきい値を削除(以前は${from})`,
    },
  },

  late: days =>
    `KPIの許容期間を${days}超えて測定されていません。データソースの直近の実行を確認するか、spec.staleAfterで期間を延ばしてください。`,
  gaps: ({ count, periods, first }) =>
    `直近${periods}のうち${count}期間に値がありません(最初は${first})。再収集し、何もなかった期間には0を書き込むようデータソースを設定してください。`,
  volume: ({ inPeriod, times, share }) =>
    `${inPeriod}の値の基になる件数は${
      times ? `通常の${times}倍` : `通常の${share}のみ`
    }です。データソースが別のものを数えていないか確認してください。`,
  impossible: ({ value, inPeriod, others }) =>
    `${inPeriod}の${value}はあり得ない値です${
      others ? `(以前にも${others}件)` : ''
    }。データソースで修正して再収集するか、spec.plausibleであり得る値の範囲を指定してください。`,
  repeated: ({ count, since, value }) =>
    `${since}の直近${count}件の値がすべて${value}で、偶然とは考えにくい状態です。データソースが測定を続けているか、古い値を繰り返していないか確認してください。`,
  incomplete: ({ inPeriod, others, number }) =>
    `データソースの${number}行を使用できませんでした(${
      others
        ? `最新は${inPeriod}、${others + 1}期間の値が不完全`
        : `${inPeriod}の値が不完全`
    })。データソースの直近の実行のエラーを確認し、行を修正して再収集してください。`,

  noChange: (parts, inPeriods) =>
    `${inPeriods.join('と')}の${
      parts === 'children' ? 'スコア' : '値'
    }がないため、説明できる変化はありません。`,
  sameAs: ({ value, inPeriod, before }) =>
    `${inPeriod}は${value}で、${before}と同じです。`,
  change: ({ value, inPeriod, before, beforeIn, change, better }) =>
    `${inPeriod}は${value}(${beforeIn}は${before}): ${change}${
      better === undefined ? '' : `、${better ? '改善' : '悪化'}`
    }。`,
  split: (parts, rate, mix) =>
    `このうち${rate}は${
      parts === 'children' ? '下位項目' : 'メンバー'
    }自身の変化、${mix}は構成(対象とその比重)の変化によるものです。`,
  partAlone: (title, change, did) => `${title}: ${change}、${did}。`,
  partBrings: (title, amount, did) => `${title}の寄与は${amount}: ${did}。`,
  partExplains: (title, amount, change, did) =>
    `${title}は${change}のうち${amount}に寄与: ${did}。`,
  partAgainst: (title, amount, did) => `${title}は逆方向に${amount}: ${did}。`,
  came: (parts, value = '値なし', inPeriod) =>
    `${value}、${inPeriod}は${
      parts === 'children' ? 'スコアなし' : '測定なし'
    }`,
  went: (parts, value = '値なし', inPeriod) =>
    `${value}の後、${inPeriod}は${
      parts === 'children' ? 'スコアなし' : '測定なし'
    }`,
  values: (after, before) => `${before}から${after}へ`,
  weighs: (is, was, whole) =>
    `全体に占める割合は${was}から${is}へ${
      whole ? `、全体の値を${sides[whole]}` : ''
    }`,
  both: (values, rate, weighs, mix) => `${values}(${rate})、${weighs}(${mix})`,
  noOwnValue: '自身の値なし',
  othersLess: count => `他の${count}件の変化はより小さいか、ありません。`,
  othersTogether: (count, amount) =>
    count > 1 ? `他の${count}件の合計: ${amount}。` : `他の1件: ${amount}。`,
  without: (parts, total, of) =>
    `${parts === 'children' ? '下位項目' : 'メンバー'}${total}件のうち、${
      parts === 'children' ? 'スコア' : 'データ'
    }なし: ${of
      .map(({ count, inPeriod }) => `${inPeriod ?? '両期間'}${count}件`)
      .join('、')}。`,
  limits: {
    own: `値はこのスコープ自体について測定されたもので、メンバーの値の合計ではありません。${most}`,
    min: `値はメンバーの最小値(1件の値)のため、寄与は計算できません。${most}`,
    max: `値はメンバーの最大値(1件の値)のため、寄与は計算できません。${most}`,
    quantile: `分位数はメンバーの値の合計ではないため、寄与は計算できません。${most}`,
    formula: `計算式がメンバーの合計でも合計同士の比でもないため、正確に足し合わせられる寄与はありません。${most}`,
    none: `メンバーの値は合計されないため、寄与は計算できません。${most}`,
    incomplete:
      '2つの期間の一方は判明している日数が少なすぎるため、変化は説明されません。',
  },

  effect: japaneseEffect,
};
