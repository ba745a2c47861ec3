/** A field of a GraphQL record. */
export interface Field<T> {
  readonly value: T | null;
  readonly displayValue?: string | null;
}

/** Rows of a GraphQL connection. */
export interface Connection<Node> {
  readonly edges?: readonly ({ readonly node: Node } | null)[] | null;
}

/** What the GraphQL wire hands on. */
export interface GraphqlResult<Data> {
  readonly data?: { readonly uiapi: { readonly query: Data } } | null;
  readonly errors?: readonly { readonly message?: string }[] | null;
  readonly refresh?: () => Promise<unknown>;
}

export type PanelStateName = 'loading' | 'ready' | 'empty' | 'error' | 'noAccess';

/** The rows of a connection, none where the object is not open to the user. */
export function nodesOf<Node>(connection: Connection<Node> | null | undefined): Node[] {
  return (connection?.edges ?? []).flatMap((edge) => (edge === null ? [] : [edge.node]));
}

/** A field's value, null where it is empty or not open to the user. */
export function valueOf<T>(field: Field<T> | null | undefined): T | null {
  return field?.value ?? null;
}

/** A user without access to an object meets a query that does not know it. */
const noAccess = /FieldUndefined|is undefined|INSUFFICIENT_ACCESS|not supported/i;

/** Where a panel stands by the wire's answer; `isEmpty` is asked only when data came. */
export function stateOf<Data>(
  result: GraphqlResult<Data>,
  isEmpty: (data: Data) => boolean
): PanelStateName {
  const errors = result.errors ?? [];
  if (errors.some((error) => noAccess.test(error.message ?? ''))) return 'noAccess';
  if (errors.length > 0) return 'error';
  if (!result.data) return 'loading';
  return isEmpty(result.data.uiapi.query) ? 'empty' : 'ready';
}

/** The errors' words, for the person who reports them. */
export function messageOf(result: GraphqlResult<unknown>): string {
  return (result.errors ?? []).map((error) => error.message ?? '').join(' ');
}

/** A count in words: `one` for 1, else `many` with the count at its place {0}. */
export function counted(one: string, many: string, count: number): string {
  return count === 1 ? one : filled(many, String(count));
}

/** A label with its places {0}, {1} filled. */
export function filled(label: string, ...values: readonly string[]): string {
  return values.reduce((text, value, place) => text.replace(`{${place}}`, value), label);
}
