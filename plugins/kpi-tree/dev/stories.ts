import type { StoryFile } from '../src/__testUtils__/csf';
import * as card from '../src/card/EntityKpiTreeCard.stories';
import * as segmented from '../src/common/SegmentedControl.stories';
import * as sparkline from '../src/chart/Sparkline.stories';
import * as chips from '../src/filter/FilterChips.stories';
import * as asOf from '../src/page/AsOfNotice.stories';
import * as picture from '../src/picture/GoalTreePicture.stories';
import * as scoreRing from '../src/status/ScoreRing.stories';
import * as statusLabel from '../src/status/StatusLabel.stories';
import * as scorecard from '../src/tree/ScorecardView.stories';

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
