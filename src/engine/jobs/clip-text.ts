/** The text cut to a column's length, with an ellipsis where it was cut; MySQL counts characters as code points. */
export function clipText(text: string, length: number): string {
  if (text.length <= length) return text;
  const points = [...text];
  return points.length <= length ? text : `${points.slice(0, length - 1).join('')}…`;
}
