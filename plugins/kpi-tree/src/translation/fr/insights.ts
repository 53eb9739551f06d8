import type { Translation } from '../translations';

export const insightsTexts: Translation['insights'] = {
  list: 'Ce qui a bougé',
  loading: 'Chargement de ce qui a bougé',
  loadError: 'Impossible de charger ce qui a bougé',
  empty:
    'Rien n’a bougé depuis le {{date}} : aucun statut n’a changé, aucun signal n’est apparu, aucune cible n’est menacée et aucune donnée n’est devenue obsolète.',
  more: 'Afficher plus',
  improving: 'Mieux',
  worsening: 'Moins bien',
  change: 'Changé',
  forecast: 'Prévision',
  stale: 'Obsolète',
  target: 'Cible modifiée',
  since: 'Depuis',
  week: '1 semaine',
  month: '1 mois',
  months: '3 mois',
  date: 'Date',
};
