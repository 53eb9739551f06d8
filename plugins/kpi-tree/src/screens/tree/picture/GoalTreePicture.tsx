import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import {
  isKpiNode,
  type KpiScorecardNode,
  type Scorecard,
  type ScorecardNode,
  type ScorecardTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { ExportMenu } from '../../../parts/export';
import { kpiTreeTranslationRef } from '../../../texts';
import { FindField } from './FindField';
import { depthOf, foldedToLevel, withoutHiding } from './foldedNodes';
import { LevelMenu } from './LevelMenu';
import { NodeTip } from './NodeTip';
import { PictureFrame } from './PictureFrame';
import { SavedTree } from './SavedTree';
import { useFinding } from './useFinding';
import { useFolding } from './useFolding';
import { usePanZoom } from './usePanZoom';
import { usePictureExport } from './usePictureExport';
import { usePictureLayout } from './usePictureLayout';
import { usePlace } from './usePlace';
import { useTip } from './useTip';
import { ZoomButtons } from './ZoomButtons';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1.5),
    minWidth: 0,
  },
  tools: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
  },
  space: { flex: 1, [theme.breakpoints.down('xs')]: { display: 'none' } },
  picture: { position: 'relative' },
  help: {
    margin: 0,
    fontSize: theme.typography.caption.fontSize,
    color: theme.palette.textSubtle,
  },
}));

type GoalTreePictureProps = {
  /** What the tree is about, for the head of a saved picture. */
  scorecard: Pick<Scorecard, 'scope' | 'asOf' | 'timeZone' | 'compare'>;
  tree: ScorecardTree;
  /** What is shown of the tree. */
  root: ScorecardNode;
  /** The ids of the nodes that are folded. */
  folded: ReadonlySet<string>;
  onFold: (folded: ReadonlySet<string>) => void;
  /** Opens a KPI. */
  onOpen: (node: KpiScorecardNode) => void;
  /** The node of the KPI that is open. */
  selectedId?: string;
};

/**
 * A KPI tree as a picture, from the goal at the left to the KPIs at the right. It
 * pans, zooms, folds and searches, by mouse, fingers and keyboard, and can be saved.
 */
export const GoalTreePicture = (props: GoalTreePictureProps) => {
  const { tree, root, onOpen, selectedId } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const drawing = useRef<SVGSVGElement>(null);
  const [isDrawn, setDrawn] = useState(false);
  const [wantedId, setWantedId] = useState(selectedId);
  const { tip, ...tips } = useTip();
  const { folded, fold, toggle } = useFolding(props);
  const picture = usePictureLayout(tree, root, folded);
  const { rows, layout, words, weights, cards } = picture;
  const panZoom = usePanZoom({ ...layout, onGesture: tips.hide });
  const place = usePlace({ root, layout, panZoom, startId: selectedId });
  const saved = usePictureExport(() => {
    flushSync(() => setDrawn(true));
    return drawing.current!;
  }, props);

  const finding = useFinding(root, id => {
    setWantedId(id);
    const next = withoutHiding(folded, root, id);
    place.centre(id);
    if (next !== folded) {
      fold(next);
    }
  });
  const onToggle = (id: string) => {
    setWantedId(id);
    tips.hide();
    place.hold(id);
    toggle(id);
  };
  const onActivate = (node: ScorecardNode) => {
    setWantedId(node.id);
    if (isKpiNode(node)) {
      tips.hide();
      onOpen(node);
    } else if (node.children.length) {
      onToggle(node.id);
    }
  };
  const tipCard = tip && cards.get(tip.id);

  return (
    <div className={classes.root}>
      <div className={classes.tools}>
        <FindField
          text={finding.text}
          number={finding.number}
          at={finding.at}
          onChange={finding.find}
          onStep={finding.step}
        />
        <span className={classes.space} />
        <LevelMenu
          depth={depthOf(root)}
          onChoose={level => fold(foldedToLevel(root, level))}
        />
        <ExportMenu of={tree.title} {...saved} />
      </div>
      <div className={classes.picture}>
        <PictureFrame
          label={t('picture.label', { name: tree.title })}
          rows={rows}
          layout={layout}
          cards={cards}
          weights={weights}
          wantedId={wantedId}
          selectedId={selectedId}
          found={finding.found}
          foundId={finding.id}
          panZoom={panZoom}
          tips={tips}
          onWant={setWantedId}
          onToggle={onToggle}
          onActivate={onActivate}
        />
        <ZoomButtons panZoom={panZoom} />
      </div>
      <p className={classes.help}>
        {t('picture.weightHelp')} {t('picture.help')}
      </p>
      {isDrawn && (
        <div hidden>
          <SavedTree ref={drawing} {...{ rows, layout, cards, weights }} />
        </div>
      )}
      {tipCard && (
        <NodeTip
          node={tipCard.node}
          weight={weights.get(tipCard.node.id)}
          words={words}
          anchor={tip.anchor}
          onPointer={isOn => (isOn ? tips.stay() : tips.leave())}
        />
      )}
    </div>
  );
};
