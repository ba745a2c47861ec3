import { z } from 'zod';
import type { AccountTable, Column } from '../../domain/core/columns.ts';
import type { Problem } from '../../domain/core/result.ts';
import { choosePlaces } from '../../domain/territory/places.ts';
import type { OrgConnection } from '../connection.ts';
import { readRows } from '../read-rows.ts';
import type { RowsQuery, TakeRow } from '../rows.ts';
import type { AccountSlots } from './account-slots.ts';
import { createAccountSlots, ownText } from './account-slots.ts';
import { numberCell } from './cells.ts';
import { builderFor, numbersBuilder, textBuilder } from './column-builders.ts';

const description = z.object({
  fields: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      picklistValues: z.array(z.object({ value: z.string() })).default([])
    })
  )
});

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

/** The accounts of a run once all their pages are taken. */
export interface AccountsRead {
  readonly accounts: AccountTable;
  /** Account number by slot, -1 where no account of that id was read. */
  readonly indexBySlot: Int32Array;
  readonly problems: Problem[];
}

/** What of Account is read: plain data, so that a thread can be told. */
export interface AccountColumns {
  readonly columns: readonly string[];
  /** Fields that rules and policy name, with their describe type. */
  readonly extra: readonly {
    readonly name: string;
    readonly type: string;
    /** Values of a picklist, active or not. */
    readonly choices: readonly string[];
  }[];
  /** The org has several currencies. */
  readonly hasCurrencies: boolean;
}

/** Describes Account and keeps the needed fields that the service may read. @throws OrgError */
export async function accountColumns(
  connection: OrgConnection,
  needed: readonly string[]
): Promise<AccountColumns> {
  const { fields } = await connection.json(
    { method: 'GET', path: '/sobjects/Account/describe', about: 'Describing Account' },
    description
  );
  const byName = new Map(fields.map((field) => [field.name.toLowerCase(), field]));
  const extra = needed.flatMap((name) => byName.get(name.toLowerCase()) ?? []);
  const own = standing.filter((name) => byName.has(name.toLowerCase()));
  return {
    columns: [...own, ...extra.map((field) => field.name).filter((name) => !own.includes(name))],
    extra: extra.map(({ name, type, picklistValues }) => ({
      name,
      type,
      choices: picklistValues.map(({ value }) => value)
    })),
    hasCurrencies: byName.has('currencyisocode')
  };
}

export function accountQuery(columns: AccountColumns): RowsQuery {
  return { object: 'Account', columns: columns.columns };
}

/** Reads all accounts at once. @throws OrgError */
export async function readAccounts(
  connection: OrgConnection,
  needed: readonly string[]
): Promise<AccountsRead> {
  const columns = await accountColumns(connection, needed);
  const intake = accountIntake(columns, createAccountSlots());
  await readRows(connection, accountQuery(columns), intake.take);
  return intake.done();
}

/** Takes account rows one after another and gives the table at the end. */
export interface AccountIntake {
  readonly take: TakeRow;
  done(): AccountsRead;
}

export function accountIntake(asked: AccountColumns, slots: AccountSlots): AccountIntake {
  const { columns } = asked;
  const ids: string[] = [];
  const names: string[] = [];
  const slotByIndex: number[] = [];
  const seen = new Set<number>();
  const parentSlots: number[] = [];
  const owner = textBuilder();
  const zip: (string | null)[] = [];
  const state: (string | null)[] = [];
  const degrees = [
    'BillingLatitude',
    'BillingLongitude',
    'ShippingLatitude',
    'ShippingLongitude'
  ].map((name) => ({ place: columns.indexOf(name), builder: numbersBuilder(numberCell) }));
  const builders = asked.extra.map((field) => ({
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
  return {
    take(cells) {
      const id = cells[at.id] ?? '';
      if (!recordId.test(id)) {
        problems.push(badRow(id, 'Id', `"${id}" is no record id`));
        return;
      }
      const slot = slots.slotOf(id);
      if (seen.has(slot)) return;
      seen.add(slot);
      slotByIndex.push(slot);
      ids.push(ownText(id));
      names.push(ownText(cells[at.name] ?? ''));
      const parent = cells[at.parent] ?? null;
      parentSlots.push(parent === null ? -1 : slots.slotOf(parent));
      owner.add(cells[at.owner] ?? null);
      zip.push(cells[at.zip] ?? null);
      state.push(cells[at.state] ?? null);
      for (const degree of degrees) degree.builder.add(cells[degree.place] ?? null);
      for (const column of builders) column.builder.add(cells[column.place] ?? null);
    },
    done() {
      const indexBySlot = new Int32Array(slots.size()).fill(-1);
      slotByIndex.forEach((slot, index) => {
        indexBySlot[slot] = index;
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
          choices: choicesOf(asked, fields),
          parent: Int32Array.from(parentSlots, (slot) => indexBySlot[slot] ?? -1),
          owner: owner.done(),
          latitude: places.latitude,
          longitude: places.longitude,
          placeSource: places.source,
          fields
        },
        indexBySlot,
        problems: [...problems, ...places.problems]
      };
    }
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

/** Values of picklists that describe lists or an account holds: an unrestricted one takes others too. */
function choicesOf(
  { extra }: AccountColumns,
  fields: ReadonlyMap<string, Column>
): Map<string, readonly string[]> {
  return new Map(
    extra
      .filter(({ type }) => type === 'picklist' || type === 'multipicklist')
      .map(({ name, choices }) => {
        const column = fields.get(name.toLowerCase());
        const held = column?.kind === 'text' ? column.dictionary : [];
        const parts = held.flatMap((value) => value.split(';'));
        return [name.toLowerCase(), [...new Set([...choices, ...parts])]];
      })
  );
}
