import {
  HeldBackReason,
  Run,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** Why a run is held back, in one line of the log. */
export function describeHeldBack({
  heldBack,
  loss,
}: Pick<Run, 'heldBack' | 'loss'>): string {
  const losses = loss
    ? `; it would remove ${loss.removed} of ${loss.stored} measurements and shrink ${loss.reduced}`
    : '';
  return `${heldBack.map(reasonText).join('; ')}${losses}`;
}

function reasonText({ kind, kpi, share, limit }: HeldBackReason): string {
  switch (kind) {
    case 'nothing-read':
      return 'it read nothing where there were data before';
    case 'rejected':
      return `${percent(share)} of the rows could not be used`;
    default:
      return `${percent(
        share,
      )} of ${kpi} would be removed, which is more than ${percent(limit)}`;
  }
}

function percent(share: number): string {
  return `${Math.round(share * 1_000) / 10} %`;
}
