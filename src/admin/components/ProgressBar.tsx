import classes from './ProgressBar.module.css';

interface ProgressBarProps {
  /** What makes progress. */
  label: string;
  /** The part that is done, 0 to 1; null while nobody knows. */
  fraction: number | null;
  /** In words, for who can't see the bar: "5 of 10". */
  text?: string;
  /** `tall` where it is the one thing that the screen is about. */
  size?: 'slim' | 'tall';
}

/** A bar that grows; one that shimmers while the whole is not known. */
export function ProgressBar({ label, fraction, text, size = 'slim' }: ProgressBarProps) {
  return (
    <div
      className={classes.track}
      data-size={size}
      data-unknown={fraction === null || undefined}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={fraction === null ? undefined : Math.floor(fraction * 100)}
      aria-valuetext={text}
    >
      <i style={fraction === null ? undefined : { transform: `scaleX(${fraction})` }} />
    </div>
  );
}
