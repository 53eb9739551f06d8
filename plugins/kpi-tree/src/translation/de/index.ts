import type { Translation } from '../translations';
import { badgeTexts } from './badge';
import { cardTexts } from './card';
import { chartTexts } from './chart';
import { columnTexts } from './column';
import { commonTexts } from './common';
import { contributionTexts } from './contribution';
import { definitionTexts } from './definition';
import { draftTexts } from './draft';
import { drawerTexts } from './drawer';
import { exportTexts } from './export';
import { frameTexts } from './frame';
import { goalTreeTexts } from './goalTree';
import { heatmapTexts } from './heatmap';
import { homeTexts } from './home';
import { importTexts } from './import';
import { insightsTexts } from './insights';
import { libraryTexts } from './library';
import { overviewTexts } from './overview';
import { ownedTexts } from './owned';
import { qualityTexts } from './quality';
import { searchTexts } from './search';
import { sourcesTexts } from './sources';
import { statusTexts } from './status';
import { treeTexts } from './tree';
import { valueStreamsTexts } from './valueStreams';

/** All texts of the screens in German. */
export const de: Translation = {
  badge: badgeTexts,
  card: cardTexts,
  chart: chartTexts,
  column: columnTexts,
  common: commonTexts,
  contribution: contributionTexts,
  definition: definitionTexts,
  draft: draftTexts,
  drawer: drawerTexts,
  export: exportTexts,
  frame: frameTexts,
  goalTree: goalTreeTexts,
  heatmap: heatmapTexts,
  home: homeTexts,
  import: importTexts,
  insights: insightsTexts,
  library: libraryTexts,
  overview: overviewTexts,
  owned: ownedTexts,
  quality: qualityTexts,
  search: searchTexts,
  sources: sourcesTexts,
  status: statusTexts,
  tree: treeTexts,
  valueStreams: valueStreamsTexts,
};
