import { cardMessages } from './card';
import { chartMessages } from './chart';
import { commonMessages } from './common';
import { contributionMessages } from './contribution';
import { definitionMessages } from './definition';
import { drawerMessages } from './drawer';
import { exportMessages } from './export';
import { frameMessages } from './frame';
import { goalTreeMessages } from './goalTree';
import { heatmapMessages } from './heatmap';
import { homeMessages } from './home';
import { insightsMessages } from './insights';
import { libraryMessages } from './library';
import { overviewMessages } from './overview';
import { ownedMessages } from './owned';
import { qualityMessages } from './quality';
import { searchMessages } from './search';
import { statusMessages } from './status';
import { treeMessages } from './tree';
import { valueStreamsMessages } from './valueStreams';

/** All texts of the screens in English, by the area that shows them. */
export const messages = {
  card: cardMessages,
  chart: chartMessages,
  common: commonMessages,
  contribution: contributionMessages,
  definition: definitionMessages,
  drawer: drawerMessages,
  export: exportMessages,
  frame: frameMessages,
  goalTree: goalTreeMessages,
  heatmap: heatmapMessages,
  home: homeMessages,
  insights: insightsMessages,
  library: libraryMessages,
  overview: overviewMessages,
  owned: ownedMessages,
  quality: qualityMessages,
  search: searchMessages,
  status: statusMessages,
  tree: treeMessages,
  valueStreams: valueStreamsMessages,
} as const;
