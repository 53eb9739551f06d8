import type { StoryFile } from '../src/__testUtils__/csf';
import * as card from '../src/screens/card/EntityKpiTreeCard.stories';
import * as segmented from '../src/parts/controls/SegmentedControl.stories';
import * as sparkline from '../src/parts/charts/Sparkline.stories';
import * as chips from '../src/parts/filters/FilterChips.stories';
import * as asOf from '../src/parts/viewBar/AsOfNotice.stories';
import * as picture from '../src/screens/tree/picture/GoalTreePicture.stories';
import * as scoreRing from '../src/parts/status/ScoreRing.stories';
import * as statusLabel from '../src/parts/status/StatusLabel.stories';
import * as scorecard from '../src/screens/tree/ScorecardView.stories';

/** All files of stories in the order of the list. */
export const stories: StoryFile[] = [
  statusLabel,
  scoreRing,
  sparkline,
  segmented,
  chips,
  asOf,
  card,
  scorecard,
  picture,
];
