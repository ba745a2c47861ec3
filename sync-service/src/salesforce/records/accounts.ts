import { z } from 'zod';
import type { AccountTable, Column } from '../../domain/core/columns.ts';
import type { Problem } from '../../domain/core/result.ts';
import { choosePlaces } from '../../domain/territory/places.ts';
import type { OrgConnection } from '../connection.ts';
import type { PreparedRead } from '../read-rows.ts';
import { prepareRead } from '../read-rows.ts';
import { numberCell } from './cells.ts';
import { builderFor, numbersBuilder, textBuilder } from './column-builders.ts';

const description = z.object({ fields: z.array(z.object({ name: z.string(), type: z.string() })) });

const recordId = /^[0-9A-Za-z]{18}$/;
const standing = [
  'Id',
  'Name',
  'ParentId',
  'OwnerId',
  'BillingLatitude',
  'BillingLongitude',
  'ShippingLatitude',
  'ShippingLongitude',
  'BillingPostalCode',
  'BillingState'
];

export interface AccountsRead {
  readonly accounts: AccountTable;
  /** Row of an account by its id. */
  readonly indexById: ReadonlyMap<string, number>;
  readonly problems: Problem[];
  readonly read: number;
}

/** A reading of accounts that the org may already work on. */
export interface PreparedAccounts {
  read(): Promise<AccountsRead>;
  readonly count: number;
}

/** Describes Account, keeps the needed fields that the service may read, and starts the reading. @throws OrgError */
export async function prepareAccounts(
  connection: OrgConnection,
  needed: readonly string[]
): Promise<PreparedAccounts> {
  const { fields } = await connection.json(
    { method: 'GET', path: '/sobjects/Account/describe', about: 'Describing Account' },
    description
  );
  const byName = new Map(fields.map((field) => [field.name.toLowerCase(), field]));
  const extra = needed.flatMap((name) => byName.get(name.toLowerCase()) ?? []);
  const own = standing.filter((name) => byName.has(name.toLowerCase()));
  const columns = [
    ...own,
    ...extra.map((field) => field.name).filter((name) => !own.includes(name))
  ];
  const prepared = await prepareRead(connection, { object: 'Account', columns });
  return { read: () => readAccounts(prepared, columns, extra), count: prepared.count };
}

async function readAccounts(
  prepared: PreparedRead,
  columns: readonly string[],
  extra: readonly { name: string; type: string }[]
): Promise<AccountsRead> {
  const ids: string[] = [];
  const names: string[] = [];
  const parents: (string | null)[] = [];
  const owner = textBuilder();
  const zip: (string | null)[] = [];
  const state: (string | null)[] = [];
  const degrees = [
    'BillingLatitude',
    'BillingLongitude',
    'ShippingLatitude',
    'ShippingLongitude'
  ].map((name) => ({ place: columns.indexOf(name), builder: numbersBuilder(numberCell) }));
  const builders = extra.map((field) => ({
    place: columns.indexOf(field.name),
    builder: builderFor(field.type),
    name: field.name.toLowerCase()
  }));
  const place = (name: string): number => columns.indexOf(name);
  const at = {
    id: place('Id'),
    name: place('Name'),
    parent: place('ParentId'),
    owner: place('OwnerId'),
    zip: place('BillingPostalCode'),
    state: place('BillingState')
  };
  const problems: Problem[] = [];
  const indexById = new Map<string, number>();
  const read = await prepared.read((cells) => {
    const id = cells[at.id] ?? '';
    if (!recordId.test(id)) {
      problems.push(badRow(id, 'Id', `"${id}" is no record id`));
      return;
    }
    if (indexById.has(id)) return;
    indexById.set(id, ids.length);
    ids.push(id);
    names.push(cells[at.name] ?? '');
    parents.push(cells[at.parent] ?? null);
    owner.add(cells[at.owner] ?? null);
    zip.push(cells[at.zip] ?? null);
    state.push(cells[at.state] ?? null);
    for (const degree of degrees) degree.builder.add(cells[degree.place] ?? null);
    for (const column of builders) column.builder.add(cells[column.place] ?? null);
  });
  const [billingLatitude, billingLongitude, shippingLatitude, shippingLongitude] = degrees.map(
    (degree) => degree.builder.done()
  );
  const none = new Float64Array(ids.length).fill(NaN);
  const places = choosePlaces({
    ids,
    billingLatitude: billingLatitude ?? none,
    billingLongitude: billingLongitude ?? none,
    shippingLatitude: shippingLatitude ?? none,
    shippingLongitude: shippingLongitude ?? none,
    postalCode: zip,
    state
  });
  const fields = new Map<string, Column>(
    builders.map((column) => [column.name, column.builder.done()])
  );
  return {
    accounts: {
      count: ids.length,
      ids,
      names,
      parent: Int32Array.from(parents, (id) => (id === null ? -1 : (indexById.get(id) ?? -1))),
      owner: owner.done(),
      latitude: places.latitude,
      longitude: places.longitude,
      placeSource: places.source,
      fields
    },
    indexById,
    problems: [...problems, ...places.problems],
    read
  };
}

function badRow(record: string, field: string, fault: string): Problem {
  return {
    object: 'Account',
    record,
    field,
    code: 'ROW_INVALID',
    message: `The row cannot be used: ${fault}.`,
    cure: 'Look at this account; report it when it looks well.'
  };
}
