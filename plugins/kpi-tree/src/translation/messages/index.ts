import { chartMessages } from './chart';
import { frameMessages } from './frame';
import { goalTreeMessages } from './goalTree';
import { heatmapMessages } from './heatmap';
import { homeMessages } from './home';
import { libraryMessages } from './library';
import { overviewMessages } from './overview';
import { ownedMessages } from './owned';
import { searchMessages } from './search';
import { valueStreamsMessages } from './valueStreams';

/** All texts of the screens in English, by the area that shows them. */
export const messages = {
  chart: chartMessages,
  frame: frameMessages,
  goalTree: goalTreeMessages,
  heatmap: heatmapMessages,
  home: homeMessages,
  library: libraryMessages,
  overview: overviewMessages,
  owned: ownedMessages,
  search: searchMessages,
  valueStreams: valueStreamsMessages,
} as const;
