import type { Language } from './languages';

type Style = 'short' | 'long';

type PeriodNames = {
  week: (week: number, year: string, style: Style) => string;
  quarter: (quarter: string, year: string) => string;
};

/** What `Intl` has no names for: ISO weeks, and quarters. */
export const periodNames: Record<Language, PeriodNames> = {
  en: {
    week: (week, year, style) =>
      `${style === 'long' ? 'Week ' : 'W'}${week}, ${year}`,
    quarter: (quarter, year) => `Q${quarter} ${year}`,
  },
  de: {
    week: (week, year) => `KW ${week}/${year}`,
    quarter: (quarter, year) => `Q${quarter} ${year}`,
  },
  fr: {
    week: (week, year, style) =>
      style === 'long' ? `semaine ${week} de ${year}` : `S${week} ${year}`,
    quarter: (quarter, year) => `T${quarter} ${year}`,
  },
  es: {
    week: (week, year, style) =>
      style === 'long' ? `semana ${week} de ${year}` : `S${week} ${year}`,
    quarter: (quarter, year) => `T${quarter} ${year}`,
  },
  ja: {
    week: (week, year) => `${year}年第${week}週`,
    quarter: (quarter, year) => `${year}年第${quarter}四半期`,
  },
};

/** Of percentages and scores, a difference is given in points. */
export const pointsNames: Record<Language, string> = {
  en: 'points',
  de: 'Punkte',
  fr: 'points',
  es: 'puntos',
  ja: 'ポイント',
};
