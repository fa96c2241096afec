import classes from './Face.module.css';

/** A person's initials on a colour that follows from their id. Says nothing to screen readers: the name stands beside it. */
export function Face({ id, name, size = 20 }: { id: string; name: string; size?: number }) {
  const hue = hueOf(id);
  return (
    <span
      className={classes.face}
      aria-hidden
      style={{
        width: size,
        height: size,
        fontSize: size < 22 ? 9 : Math.round(size * 0.42),
        background: `oklch(var(--av-l) var(--av-c) ${hue})`,
        color: `oklch(var(--av-t) .07 ${hue})`,
      }}
    >
      {initialsOf(name)}
    </span>
  );
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0]];
  return letters
    .map(word => [...word][0] ?? '')
    .join('')
    .toLocaleUpperCase();
}

function hueOf(id: string): number {
  let hash = 0;
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % 360;
}
