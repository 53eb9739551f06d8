import { badgeMessages } from './badge';
import { cardMessages } from './card';
import { chartMessages } from './chart';
import { columnMessages } from './column';
import { commonMessages } from './common';
import { contributionMessages } from './contribution';
import { definitionMessages } from './definition';
import { draftMessages } from './draft';
import { drawerMessages } from './drawer';
import { exportMessages } from './export';
import { frameMessages } from './frame';
import { goalTreeMessages } from './goalTree';
import { heatmapMessages } from './heatmap';
import { homeMessages } from './home';
import { importMessages } from './import';
import { insightsMessages } from './insights';
import { libraryMessages } from './library';
import { overviewMessages } from './overview';
import { ownedMessages } from './owned';
import { qualityMessages } from './quality';
import { searchMessages } from './search';
import { sourcesMessages } from './sources';
import { statusMessages } from './status';
import { treeMessages } from './tree';
import { valueStreamsMessages } from './valueStreams';

/** All texts of the screens in English, by the area that shows them. */
export const messages = {
  badge: badgeMessages,
  card: cardMessages,
  chart: chartMessages,
  column: columnMessages,
  common: commonMessages,
  contribution: contributionMessages,
  definition: definitionMessages,
  draft: draftMessages,
  drawer: drawerMessages,
  export: exportMessages,
  frame: frameMessages,
  goalTree: goalTreeMessages,
  heatmap: heatmapMessages,
  home: homeMessages,
  import: importMessages,
  insights: insightsMessages,
  library: libraryMessages,
  overview: overviewMessages,
  owned: ownedMessages,
  quality: qualityMessages,
  search: searchMessages,
  sources: sourcesMessages,
  status: statusMessages,
  tree: treeMessages,
  valueStreams: valueStreamsMessages,
} as const;
