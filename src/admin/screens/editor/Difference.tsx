import type { AnyField } from '../../editing/field-values';
import { diffLines, type LineDifference } from '../../editing/rich-text-lines';
import { valueLines } from '../../editing/value-lines';
import classes from './difference.module.css';
import { t } from './texts';

interface DifferenceProps {
  field: AnyField;
  before: unknown;
  after: unknown;
  /** Far from any change, lines are left out. */
  brief?: boolean;
}

/** Unchanged lines shown around a change. */
const AROUND = 1;

/** What differs between two values, with the words that went and came. */
export function Difference({ field, before, after, brief = false }: DifferenceProps) {
  const lines = diffLines(valueLines(before, field), valueLines(after, field));
  if (!lines.some(({ changed }) => changed)) return <p className="dim">{t('nothingChanged')}</p>;
  const near = (index: number) =>
    lines.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(each => each.changed);
  return (
    <div className={classes.lines}>
      {lines.map((line, index) => (!brief || near(index) ? <Line key={index} line={line} /> : null))}
    </div>
  );
}

function Line({ line: { form, parts, restyled, changed } }: { line: LineDifference }) {
  return (
    <p data-form={form} data-changed={changed || undefined}>
      {parts.map(({ kind, text }, index) =>
        kind === 'SAME' ? (
          <span key={index}>{text}</span>
        ) : kind === 'OUT' ? (
          <del key={index}>{text}</del>
        ) : (
          <ins key={index}>{text}</ins>
        ),
      )}
      {restyled && <small className="dim"> · {t('restyled')}</small>}
    </p>
  );
}

/** A value as it is, in lines. */
export function PlainValue({ field, value }: { field: AnyField; value: unknown }) {
  const lines = valueLines(value, field);
  if (lines.length === 0) return <p className="dim">—</p>;
  return (
    <div className={classes.lines}>
      {lines.map(({ form, text }, index) => (
        <p key={index} data-form={form}>
          {text}
        </p>
      ))}
    </div>
  );
}
