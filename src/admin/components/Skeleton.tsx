import classes from './Skeleton.module.css';
import { t } from './texts';

/** Grey bars where text will be; `widths` are CSS widths, one for each bar of a row. */
export function SkeletonRows({ rows = 6, widths = ['40%', '20%', '15%'], height = 40 }: SkeletonRowsProps) {
  return (
    <div role="status" aria-label={t('loading')} className={classes.rows}>
      {Array.from({ length: rows }, (_row, index) => (
        <div key={index} className={classes.row} style={{ height }}>
          {widths.map((width, bar) => (
            <i key={bar} style={{ width }} />
          ))}
        </div>
      ))}
    </div>
  );
}

interface SkeletonRowsProps {
  rows?: number;
  widths?: readonly string[];
  /** Of a row, in px. */
  height?: number;
}
