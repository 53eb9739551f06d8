import { MarkdownContent } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import {
  dateOf,
  type KpiScorecardNode,
  type Scorecard,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useSeries } from '../../queries/useSeries';
import { ActionSection } from '../actions/ActionSection';
import { KpiQuality } from '../quality/KpiQuality';
import { BreakdownSection } from '../breakdown/BreakdownSection';
import { ContributionSection } from '../contribution/ContributionSection';
import { AddKpiLink, ChangeKpiLink } from '../links/AddKpiLink';
import { findKpi } from '../nodes/treeRows';
import { RecordsSection } from '../records/RecordsSection';
import { useRecordsPeriod } from '../records/useRecordsPeriod';
import { useKpiTreeParams } from '../view/useKpiTreeParams';
import { isDay } from '../view/useView';
import { StatusIcon } from '../status';
import { CheckInSection } from '../words/CheckInSection';
import { CommentSection } from '../words/CommentSection';
import { ExceptionSection } from '../words/ExceptionSection';
import { AcceptedChanges } from './AcceptedChanges';
import { History } from './History';
import { historyStart } from './historyStart';
import { KpiDefinitionSection } from './KpiDefinitionSection';
import { KpiFacts } from './KpiFacts';
import { KpiHeadline } from './KpiHeadline';
import { KpiVerdict } from './KpiVerdict';
import { MemberList } from './MemberList';
import { useHistoryFlags } from './useHistoryFlags';
import { useKpiDefinition } from './useKpiDefinition';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(3),
    minWidth: 0,
  },
  description: {
    '& p:first-child': { marginTop: 0 },
    '& p:last-child': { marginBottom: 0 },
  },
  ways: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2.5),
    margin: 0,
    fontSize: theme.typography.body2.fontSize,
  },
  problem: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    margin: 0,
    overflowWrap: 'anywhere',
  },
}));

type KpiDetailsProps = { scorecard: Scorecard; node: KpiScorecardNode };

/** What a KPI says now, how it got there, and where the number comes from. */
export const KpiDetails = ({ scorecard, node }: KpiDetailsProps) => {
  const classes = useStyles();
  const { params, update } = useKpiTreeParams();
  const { scope, asOf } = scorecard;
  const period =
    node.periods.find(type => type === params.period) ?? node.periodType;
  const series = useSeries({
    scope,
    kpi: node.kpi,
    period,
    from: historyStart(asOf, period),
    // As it was then, and not what came after
    to: isDay(params.asOf) ? params.asOf : undefined,
    beside: asOf,
  });
  const records = useRecordsPeriod(node);
  const trees = scorecard.trees.filter(({ root }) => findKpi(root, node.id));
  const tree = trees.find(({ name }) => name === params.tree) ?? trees.at(0);
  const definition = useKpiDefinition(node.kpi);
  // How many stand how is not known of a past day
  const hasMembers = node.members !== undefined || node.origin === 'members';
  const flags = useHistoryFlags(
    scope,
    node.kpi,
    definition,
    series.value,
    scorecard.timeZone,
  );
  return (
    <div className={classes.root}>
      <KpiHeadline node={node} />
      {node.problem && (
        <p className={classes.problem}>
          <StatusIcon status="at-risk" />
          <span>{node.problem}</span>
        </p>
      )}
      <KpiVerdict node={node} />
      <CheckInSection
        key={`check-in ${scope} ${node.kpi}`}
        scope={scope}
        node={node}
        timeZone={scorecard.timeZone}
      />
      <KpiQuality node={node} />
      {node.description && (
        <div className={classes.description}>
          <MarkdownContent content={node.description} dialect="gfm" />
        </div>
      )}
      <History
        node={node}
        series={series}
        flags={flags}
        asOf={asOf}
        timeZone={scorecard.timeZone}
        period={period}
        onPeriod={type =>
          update({ period: type === node.periodType ? undefined : type })
        }
        // Records are those of a period that is judged
        {...(period === node.periodType
          ? {
              onPress: records.choose,
              chosen: records.isOpen ? records.period : undefined,
            }
          : {})}
      />
      <CommentSection
        key={`comments ${scope} ${node.kpi}`}
        scope={scope}
        node={node}
        timeZone={scorecard.timeZone}
      />
      <RecordsSection
        scope={scope}
        node={node}
        series={series.value}
        timeZone={scorecard.timeZone}
        records={records}
        canChoose={period === node.periodType}
      />
      {definition && (
        <BreakdownSection
          scope={scope}
          node={node}
          spec={definition.kpi.spec}
          timeZone={scorecard.timeZone}
        />
      )}
      <ActionSection
        // What is typed for one KPI must not be saved for another
        key={`${scope} ${node.kpi}`}
        subject={{ scope, kpi: node.kpi }}
        title={node.title}
        unit={node.unit}
        owner={node.owner ?? undefined}
        today={dateOf(Date.parse(asOf), scorecard.timeZone)}
      />
      <AcceptedChanges
        scope={scope}
        kpi={node.kpi}
        title={node.title}
        asOf={asOf}
        timeZone={scorecard.timeZone}
      />
      <ExceptionSection
        key={`exceptions ${scope} ${node.kpi}`}
        scope={scope}
        node={node}
      />
      {hasMembers && <ContributionSection scope={scope} node={node} />}
      {hasMembers && <MemberList scope={scope} node={node} />}
      <KpiFacts
        node={node}
        timeZone={scorecard.timeZone}
        series={series.value}
      />
      {definition && (
        <KpiDefinitionSection {...definition} timeZone={scorecard.timeZone} />
      )}
      <p className={classes.ways}>
        {definition && <ChangeKpiLink entityRef={definition.kpi.entityRef} />}
        {tree && (
          <AddKpiLink
            scope={scope}
            tree={tree.name}
            node={node.id.slice(0, node.id.lastIndexOf('/'))}
          />
        )}
      </p>
    </div>
  );
};
