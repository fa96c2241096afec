/** How many hours the graphs show. */
export const HOURS = [3, 12, 48] as const;
export type Hours = (typeof HOURS)[number];

/** What stands in the address of the overview. */
export interface OverviewSearch {
  hours?: Hours;
}

/** Reads the address; what it can't mean is left out. */
export function readOverviewSearch({ hours }: Record<string, unknown>): OverviewSearch {
  const found = HOURS.find(one => one === hours);
  return found === undefined || found === HOURS[0] ? {} : { hours: found };
}
