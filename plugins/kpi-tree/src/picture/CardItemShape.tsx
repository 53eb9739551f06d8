import { useTheme } from '@material-ui/core/styles';
import { statusColor, StatusGlyph } from '../status';
import { meaningColor } from '../trend';
import { TrendGlyph } from '../trend/TrendGlyph';
import type { CardItem } from './nodeCard';
import type { PictureClasses } from './pictureStyles';

const GLYPH_SCALE = 0.78;

type CardItemShapeProps = { item: CardItem; classes: PictureClasses };

/** A piece of what a card says: a shape, a bar or nothing, and its text. */
export const CardItemShape = ({ item, classes }: CardItemShapeProps) => {
  const theme = useTheme();
  const { x, y, textX, text } = item;
  const glyphAt = `translate(${x + 6} ${y - 4}) scale(${GLYPH_SCALE})`;
  switch (item.type) {
    case 'status': {
      const color = statusColor(theme, item.status);
      return (
        <>
          <g transform={glyphAt} style={{ color }}>
            <StatusGlyph status={item.status} />
          </g>
          <text
            x={textX}
            y={y}
            className={classes.strongItem}
            style={{ fill: color }}
          >
            {text}
          </text>
        </>
      );
    }
    case 'trend': {
      const color =
        item.trend === 'improving' || item.trend === 'worsening'
          ? meaningColor(theme, item.trend)
          : theme.palette.textSubtle;
      return (
        <>
          <g transform={glyphAt} style={{ color }}>
            <TrendGlyph trend={item.trend} />
          </g>
          <text
            x={textX}
            y={y}
            className={classes.item}
            style={{ fill: color }}
          >
            {text}
          </text>
        </>
      );
    }
    case 'problem': {
      const color = statusColor(theme, 'at-risk');
      return (
        <>
          <g transform={glyphAt} style={{ color }}>
            <StatusGlyph status="at-risk" />
          </g>
          <text x={textX} y={y} className={classes.item}>
            {text}
          </text>
        </>
      );
    }
    case 'coverage': {
      const bar = { x, y: y - 6, height: 4, rx: 2 };
      return (
        <>
          <rect {...bar} width={item.barWidth} className={classes.track} />
          <rect
            {...bar}
            width={item.barWidth * item.share}
            className={classes.bar}
          />
          <text x={textX} y={y} className={classes.item}>
            {text}
          </text>
        </>
      );
    }
    default:
      return (
        <text x={textX} y={y} className={classes.item}>
          {text}
        </text>
      );
  }
};
