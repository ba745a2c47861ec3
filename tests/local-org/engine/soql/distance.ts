import type { DatabaseSync } from 'node:sqlite';
import type { FieldDefinition } from '../types.ts';
import type { Literal } from './conditions.ts';
import { badFilter, invalidField, malformed } from './errors.ts';
import type { CallExpression } from './functions.ts';
import type { Found, Scope } from './scope.ts';
import { findField } from './scope.ts';

/** Mean radius of the Earth. */
const RADIUS = { km: 6371.0088, mi: 3958.7613 };

const prepared = new WeakSet<DatabaseSync>();

/** Great-circle distance by the haversine formula, in units of `radius`. */
function haversine(
  radius: number,
  from: readonly [number, number],
  to: readonly [number, number]
): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const half = (one: number, other: number): number => Math.sin(radians(other - one) / 2) ** 2;
  const chord =
    half(from[0], to[0]) +
    Math.cos(radians(from[0])) * Math.cos(radians(to[0])) * half(from[1], to[1]);
  return 2 * radius * Math.asin(Math.min(1, Math.sqrt(chord)));
}

function prepare(database: DatabaseSync): void {
  if (prepared.has(database)) return;
  database.function('evenfield_distance', { deterministic: true, varargs: true }, (...values) => {
    const [radius, a, b, c, d] = values;
    return [radius, a, b, c, d].every((value) => typeof value === 'number')
      ? haversine(Number(radius), [Number(a), Number(b)], [Number(c), Number(d)])
      : null;
  });
  prepared.add(database);
}

/**
 * SQL of `DISTANCE(place, place, 'mi' or 'km')`; a place is an address, a location or GEOLOCATION.
 * Null where a row has no coordinates.
 * @throws SalesforceError where a place or the unit is none
 */
export function distanceSql(scope: Scope, call: CallExpression): string {
  const { run } = scope;
  const [from, to, unit] = call.parameters;
  const radius = unit === "'mi'" ? RADIUS.mi : unit === "'km'" ? RADIUS.km : null;
  if (from === undefined || to === undefined || call.parameters.length !== 3)
    throw malformed(run, null, `unexpected token: '${call.written}'`);
  if (radius === null)
    throw malformed(
      run,
      typeof unit === 'string' ? unit : null,
      `Invalid distance unit: ${typeof unit === 'string' ? unit : (unit?.written ?? '')}. Valid unit: 'mi', 'km'`
    );
  if (typeof from !== 'string')
    throw malformed(run, 'DISTANCE', 'The first argument of DISTANCE must be a field');
  prepare(run.state.database);
  return `evenfield_distance(${String(radius)}, ${placeSql(scope, from)}, ${placeSql(scope, to)})`;
}

function placeSql(scope: Scope, place: string | CallExpression): string {
  const { run } = scope;
  if (typeof place !== 'string') {
    const [latitude, longitude] = place.parameters.map(Number);
    if (place.name !== 'GEOLOCATION' || place.parameters.length !== 2)
      throw malformed(run, null, `unexpected token: '${place.written}'`);
    if (!(Math.abs(latitude ?? NaN) <= 90 && Math.abs(longitude ?? NaN) <= 180))
      throw malformed(run, 'GEOLOCATION', `Invalid geolocation: ${place.written}`);
    return `${String(latitude)}, ${String(longitude)}`;
  }
  const found = findField(scope, place);
  const part = (end: string): string => partSql(scope, place, found, end);
  if (found.field.type !== 'address' && found.field.type !== 'location')
    throw invalidField(
      run,
      place,
      `field '${found.field.name}' can not be used in a Distance expression`
    );
  return `${part('latitude')}, ${part('longitude')}`;
}

function partSql(scope: Scope, path: string, compound: Found, end: string): string {
  const names = path.split('.');
  const part: FieldDefinition | undefined = [...compound.object.fields.values()].find(
    (field) =>
      field.compoundName === compound.field.name &&
      field.name.toLowerCase().replace(/__s$/, '').endsWith(end)
  );
  if (part === undefined) return 'NULL';
  return findField(scope, [...names.slice(0, -1), part.name].join('.')).sql;
}

/** A test of a distance: within or beyond, as Salesforce allows no other. @throws SalesforceError */
export function distanceTest(
  scope: Scope,
  call: CallExpression,
  operator: string,
  literal: Literal | undefined
): string {
  if (!/^[<>]=?$/.test(operator))
    throw badFilter(scope.run, 'DISTANCE', `invalid operator on Distance expression: ${operator}`);
  if (literal?.kind !== 'INTEGER' && literal?.kind !== 'DECIMAL')
    throw malformed(scope.run, null, `unexpected token: '${literal?.text ?? ''}'`);
  return `${distanceSql(scope, call)} ${operator} ${literal.text}`;
}
