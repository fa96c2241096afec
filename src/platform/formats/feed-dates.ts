/** What RFC 822 calls its time zones, in minutes east of Greenwich. */
const ZONES: Readonly<Record<string, number>> = {
  ...{
    ut: 0,
    utc: 0,
    gmt: 0,
    z: 0,
    est: -300,
    edt: -240,
    cst: -360,
    cdt: -300,
    mst: -420,
    mdt: -360,
    pst: -480,
    pdt: -420,
  },
};
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const RFC_822 =
  /^(?:[a-z]+,?\s+)?(\d{1,2})[\s-]+([a-z]{3})[a-z]*[\s-]+(\d{2}|\d{4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*([+-]\d{2}:?\d{2}|[a-z]{1,4})?$/i;
const ISO_8601 =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T\s](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?)?)?$/i;

/** A date as feeds write it: RFC 822 with its known variations, or ISO 8601; without a zone it is UTC. Null for everything else. */
export function feedDate(text: string | null): Date | null {
  const given = text?.trim() ?? '';
  const rfc = RFC_822.exec(given);
  if (rfc) {
    const [, day, month, year, hour, minute, second, zone] = rfc;
    const index = MONTHS.indexOf(month.toLowerCase());
    return index < 0 ? null : moment([fullYear(year), index + 1, day, hour, minute, second], zone);
  }
  const iso = ISO_8601.exec(given);
  return iso ? moment([iso[1], iso[2] ?? 1, iso[3] ?? 1, iso[4], iso[5], iso[6]], iso[7]) : null;
}

/** Years of two digits are those from 1970 to 2069. */
function fullYear(year: string): number {
  const number = Number(year);
  if (year.length > 2) return number;
  return number < 70 ? 2000 + number : 1900 + number;
}

function moment(parts: (string | number | undefined)[], zone: string | undefined): Date | null {
  const [year, month, day, hour, minute, second] = parts.map(part => Number(part ?? 0));
  const offset = offsetOf(zone);
  const local = new Date(Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59)));
  // Or 30 February would be 1 March.
  const isDay = local.getUTCMonth() === month - 1 && local.getUTCDate() === day && year >= 1000;
  if (offset === null || hour > 23 || minute > 59 || !isDay) return null;
  return new Date(local.getTime() - offset * 60_000);
}

function offsetOf(zone: string | undefined): number | null {
  if (zone === undefined) return 0;
  const found = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (found) return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3]));
  return ZONES[zone.toLowerCase()] ?? 0;
}
