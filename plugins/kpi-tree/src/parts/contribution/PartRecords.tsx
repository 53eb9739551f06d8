import type {
  Contribution,
  ContributionPart,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { RecordsLink } from '../links/RecordsLink';

type PartRecordsProps = {
  answer: Contribution;
  /** The whole if not given. */
  part?: ContributionPart;
  /** First day of the period that the text is about. */
  period: string;
  /** First day of the period since which it is a change. */
  against?: string;
  text: string;
};

/**
 * A number of a contribution, which leads to the records that it is made of: those of the
 * whole, or of a member. What an owner or a System has in it is made of several.
 */
export const PartRecords = ({
  answer: { kpi, scope, title, by, hasRecords, periodType },
  part,
  period,
  against,
  text,
}: PartRecordsProps) => {
  const of = part ? by === 'entity' && part.ref : scope;
  return hasRecords && kpi !== undefined && of ? (
    <RecordsLink
      scope={of}
      kpi={kpi}
      period={period}
      against={against}
      periodType={periodType}
      title={part?.title ?? title}
      text={text}
    />
  ) : (
    <>{text}</>
  );
};
