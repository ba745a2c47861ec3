/** Where values stand in a JSON body, and of which types: list places are all `[]`. */
type Shape = ReadonlyMap<string, ReadonlySet<string>>;

const PLAIN = new Set(['string', 'number', 'boolean']);

function typeOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

function collect(value: unknown, path: string, shape: Map<string, Set<string>>): void {
  const types = shape.get(path) ?? new Set();
  types.add(typeOf(value));
  shape.set(path, types);
  if (Array.isArray(value)) for (const item of value) collect(item, `${path}[]`, shape);
  else if (value !== null && typeof value === 'object')
    for (const [key, inner] of Object.entries(value))
      collect(inner, path === '' ? key : `${path}.${key}`, shape);
}

function shapeOf(value: unknown): Shape {
  const shape = new Map<string, Set<string>>();
  collect(value, '', shape);
  return shape;
}

const parentOf = (path: string): string =>
  path.endsWith('[]') ? path.slice(0, -2) : path.slice(0, Math.max(0, path.lastIndexOf('.')));

/**
 * What differs between two bodies in keys and types, not values. Null is of any type; what stands
 * in a list that is empty on the other side cannot be compared.
 */
export function shapeDifferences(recorded: unknown, own: unknown): string[] {
  const [real, ours] = [shapeOf(recorded), shapeOf(own)];
  const found: string[] = [];
  for (const [path, types] of real) {
    const here = ours.get(path);
    if (here === undefined) {
      if (isContainer(ours, parentOf(path)) && !path.endsWith('[]')) found.push(`lacks ${path}`);
      continue;
    }
    const wanted = [...types].filter((type) => type !== 'null');
    const got = [...here].filter((type) => type !== 'null');
    if (wanted.length > 0 && got.length > 0 && !wanted.some((type) => got.includes(type)))
      found.push(`${path} is ${got.join('|')}, not ${wanted.join('|')}`);
  }
  for (const path of ours.keys())
    if (!real.has(path) && isContainer(real, parentOf(path)) && !path.endsWith('[]'))
      found.push(`adds ${path}`);
  return found;
}

function isContainer(shape: Shape, path: string): boolean {
  const types = shape.get(path);
  return types !== undefined && [...types].some((type) => type !== 'null' && !PLAIN.has(type));
}
