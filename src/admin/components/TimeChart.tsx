import { type PointerEvent, useId, useState } from 'react';
import { formatMoment } from '../i18n/formats';
import classes from './TimeChart.module.css';
import { TimeChartTable } from './TimeChartTable';

/** One line, or one part of each bar, over time. */
export interface Series {
  label: string;
  tone: 'accent' | 'ink' | 'grey' | 'red' | 'green' | 'amber';
  /** One for each moment; null where nothing is known. */
  values: readonly (number | null)[];
}

interface TimeChartProps {
  title: string;
  /** The sum of it all in a few words, beside the title. */
  summary: string;
  /** When each step began, oldest first. */
  moments: readonly string[];
  series: readonly Series[];
  /** `bars` are stacked. */
  look: 'lines' | 'bars';
  format: (value: number) => string;
  /** Said instead of an empty chart. */
  empty: string;
}

const WIDTH = 600;
const HEIGHT = 120;

/**
 * A small chart over time. What is under the pointer, or chosen with the arrow keys, stands above it; all of it can be read as a table.
 */
export function TimeChart({ title, summary, moments, series, look, format, empty }: TimeChartProps) {
  const [at, setAt] = useState<number | null>(null);
  const id = useId();
  const last = moments.length - 1;
  const top = Math.max(0, ...moments.map((_moment, index) => heightAt(series, index, look)));
  const chosen = at === null || at > last ? null : at;
  const point = (event: PointerEvent) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setAt(Math.max(0, Math.min(last, Math.round(((event.clientX - left) / width) * last))));
  };
  return (
    <figure className={classes.chart} aria-labelledby={id}>
      <figcaption>
        <h3 id={id}>{title}</h3>
        {chosen === null ? (
          <span className="num">{top === 0 ? '' : summary}</span>
        ) : (
          <span className="num">
            {timeOf(moments[chosen])} · {readingAt(series, chosen, format)}
          </span>
        )}
      </figcaption>
      {top === 0 ? (
        <p className={classes.empty}>{empty}</p>
      ) : (
        <div className={classes.plot} onPointerMove={point} onPointerLeave={() => setAt(null)}>
          <span className={`${classes.top} num`} aria-hidden>
            {format(top)}
          </span>
          <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
            {look === 'bars' ? (
              <Bars series={series} count={moments.length} top={top} />
            ) : (
              series.map(one => <Line key={one.label} series={one} top={top} filled={one === series[0]} />)
            )}
          </svg>
          {chosen !== null && (
            <i className={classes.cursor} style={{ left: `${(chosen / Math.max(1, last)) * 100}%` }} />
          )}
          <input
            type="range"
            min={0}
            max={last}
            value={chosen ?? last}
            aria-label={title}
            aria-valuetext={`${formatMoment(moments[chosen ?? last])}: ${readingAt(series, chosen ?? last, format)}`}
            onChange={event => setAt(Number(event.currentTarget.value))}
            onBlur={() => setAt(null)}
          />
        </div>
      )}
      {top > 0 && (
        <div className={`${classes.foot} num`}>
          <span aria-hidden>{timeOf(moments[0])}</span>
          <ul>
            {series.map(({ label, tone }) => (
              <li key={label} data-tone={tone}>
                <i aria-hidden />
                {label}
              </li>
            ))}
          </ul>
          <span aria-hidden>{timeOf(moments[last])}</span>
        </div>
      )}
      {top > 0 && <TimeChartTable title={title} moments={moments} series={series} format={format} />}
    </figure>
  );
}

function Line({ series, top, filled }: { series: Series; top: number; filled: boolean }) {
  const { values, tone } = series;
  const x = (index: number) => ((index / Math.max(1, values.length - 1)) * WIDTH).toFixed(1);
  const y = (value: number) => (HEIGHT - (value / top) * (HEIGHT - 8)).toFixed(1);
  let path = '';
  values.forEach((value, index) => {
    if (value === null) return;
    path += `${index === 0 || values[index - 1] === null ? 'M' : 'L'}${x(index)} ${y(value)}`;
  });
  const whole = values.every(value => value !== null);
  return (
    <g data-tone={tone}>
      {filled && whole && <path className={classes.area} d={`${path}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}Z`} />}
      {values.map((value, index) =>
        value !== null && (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null ? (
          <path key={index} className={classes.line} d={`M${x(index)} ${y(value)}h0.01`} />
        ) : null,
      )}
      <path className={classes.line} d={path} />
    </g>
  );
}

function Bars({ series, count, top }: { series: readonly Series[]; count: number; top: number }) {
  const width = WIDTH / Math.max(1, count);
  return moments(count).map(index => {
    let below = 0;
    return (
      <g key={index}>
        {series.map(({ label, tone, values }) => {
          const height = ((values[index] ?? 0) / top) * (HEIGHT - 8);
          below += height;
          return height === 0 ? null : (
            <rect
              key={label}
              data-tone={tone}
              className={classes.bar}
              x={index * width + width * 0.1}
              y={HEIGHT - below}
              width={width * 0.8}
              height={height}
            />
          );
        })}
      </g>
    );
  });
}

const moments = (count: number): number[] => Array.from({ length: count }, (_none, index) => index);

function heightAt(series: readonly Series[], index: number, look: TimeChartProps['look']): number {
  const values = series.map(({ values: all }) => all[index] ?? 0);
  return look === 'bars' ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values);
}

function readingAt(series: readonly Series[], index: number, format: TimeChartProps['format']): string {
  return series
    .map(({ label, values }) => {
      const value = values[index] ?? null;
      return `${label} ${value === null ? '–' : format(value)}`;
    })
    .join(', ');
}

/** 14:05 */
const timeOf = (moment: string): string => formatMoment(moment).slice(-5);
