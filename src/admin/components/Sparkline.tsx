import classes from './Sparkline.module.css';

const WIDTH = 72;
const HEIGHT = 22;

/** The last values as a line; says nothing to screen readers, as the newest value stands beside it. */
export function Sparkline({ values }: { values: readonly number[] }) {
  const shown = values.length > 1 ? values : [values[0] ?? 0, values[0] ?? 0];
  const top = Math.max(...shown, 1) * 1.15;
  const bottom = Math.min(...shown) * 0.8;
  const points = shown.map((value, index) => {
    const x = (index / (shown.length - 1)) * WIDTH;
    const y = HEIGHT - 2 - ((value - bottom) / (top - bottom || 1)) * (HEIGHT - 4);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  return (
    <svg width={WIDTH} height={HEIGHT} className={classes.line} aria-hidden>
      <path d={`M${points.join('L')}`} />
    </svg>
  );
}
