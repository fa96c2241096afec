import { Field, Float, InputType, ObjectType } from 'type-graphql';
import { FieldFault, type FieldKind, PLAIN } from '../field-kinds';

const LATITUDE = 'Degrees north of the equator, -90 to 90.';
const LONGITUDE = 'Degrees east of Greenwich, -180 to 180.';

/** A place on Earth (WGS 84). */
@ObjectType({ description: 'A place on Earth, in degrees (WGS 84).', simpleResolvers: true })
export class GeoPoint {
  @Field(() => Float, { description: LATITUDE })
  latitude!: number;

  @Field(() => Float, { description: LONGITUDE })
  longitude!: number;
}

/** A place as it is given. */
@InputType({ description: 'A place on Earth, in degrees (WGS 84).' })
export class GeoPointInput {
  @Field(() => Float, { description: LATITUDE })
  latitude!: number;

  @Field(() => Float, { description: LONGITUDE })
  longitude!: number;
}

/** A part of the map between two parallels and two meridians. */
@InputType({ description: 'A part of the map between two parallels and two meridians, its borders included.' })
export class GeoBoxInput {
  @Field(() => Float, { description: 'The latitude of its lower border.' })
  south!: number;

  @Field(() => Float, {
    description: 'The longitude of its left border; greater than `east` when it crosses the date line.',
  })
  west!: number;

  @Field(() => Float, { description: 'The latitude of its upper border.' })
  north!: number;

  @Field(() => Float, { description: 'The longitude of its right border.' })
  east!: number;
}

/** A condition on a place. */
@InputType({ description: 'A condition on a place; all that is given must hold.' })
export class GeoPointFilter {
  @Field(() => GeoBoxInput, { nullable: true, description: 'It lies in this part of the map.' })
  within?: GeoBoxInput | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only documents without a value; false: only those with one.',
  })
  isNull?: boolean | null;
}

/** A place on Earth; stored as JSON, since the two servers disagree on the order of a POINT's axes. */
export const GEO_POINT: FieldKind = {
  ...PLAIN,
  name: 'GEO_POINT',
  column: () => ({ type: 'json' }),
  output: () => GeoPoint,
  input: () => GeoPointInput,
  filter: () => GeoPointFilter,
  accept(value) {
    const { latitude, longitude } = (value ?? {}) as GeoPointInput;
    return { latitude: degrees(latitude, 'latitude', 90), longitude: degrees(longitude, 'longitude', 180) };
  },
  toSql: value => JSON.stringify(value),
  fromSql: raw => (typeof raw === 'string' ? JSON.parse(raw) : raw) as unknown,
  exported: () => 'JSON',
  operators: {
    within(column, operand) {
      const { south, west, north, east } = operand as GeoBoxInput;
      const latitude = `JSON_EXTRACT(${column}, '$.latitude')`;
      const longitude = `JSON_EXTRACT(${column}, '$.longitude')`;
      // MySQL has no BETWEEN for JSON values.
      const inside = `${longitude} >= ? ${west <= east ? 'AND' : 'OR'} ${longitude} <= ?`;
      return { sql: `(${latitude} >= ? AND ${latitude} <= ? AND (${inside}))`, values: [south, north, west, east] };
    },
  },
};

function degrees(value: unknown, name: string, most: number): number {
  if (typeof value === 'number' && Math.abs(value) <= most) return value === 0 ? 0 : value;
  throw new FieldFault(`It must be -${most} to ${most}, not ${String(value)}.`, [name]);
}
