import { useTheme } from '@material-ui/core/styles';
import { StatusGlyph } from '../../../parts/status';
import { TrendGlyph } from '../../../parts/trend/TrendGlyph';
import { CardShape, COVERAGE_BAR, NodeCard } from './nodeCard';
import { toneColor } from './toneColor';

const GLYPH_SCALE = 0.78;

/** What is drawn on a card besides its texts, for use inside an `svg`. */
export const CardShapes = ({ card }: { card: NodeCard }) => (
  <>
    {card.shapes.map((shape, index) => (
      <Shape key={index} shape={shape} />
    ))}
  </>
);

function Shape({ shape }: { shape: CardShape }) {
  const theme = useTheme();
  if (shape.type === 'coverage') {
    const bar = { x: shape.x, y: shape.y - 6, height: 4, rx: 2 };
    return (
      <>
        <rect
          {...bar}
          width={COVERAGE_BAR}
          fill={theme.palette.action.disabledBackground}
        />
        <rect
          {...bar}
          width={COVERAGE_BAR * shape.share}
          fill={theme.palette.textSubtle}
        />
      </>
    );
  }
  const isStatus = shape.type === 'status';
  return (
    <g
      transform={`translate(${shape.x + 6} ${
        shape.y - 4
      }) scale(${GLYPH_SCALE})`}
      color={toneColor(theme, isStatus ? shape.status : shape.trend)}
    >
      {isStatus ? (
        <StatusGlyph status={shape.status} />
      ) : (
        <TrendGlyph trend={shape.trend} />
      )}
    </g>
  );
}
