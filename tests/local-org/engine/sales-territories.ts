import type { Writing } from './writing.ts';
import type { StoredRow } from './store.ts';
import type { ObjectDefinition } from './types.ts';
import { SalesforceError } from './types.ts';

/** Rows that are created and deleted, never changed. */
const neverUpdated = new Set(['ObjectTerritory2Association', 'UserTerritory2Association']);
/** Rows that no client writes. */
const neverWritten = new Set(['RuleTerritory2Association', 'Territory2AlignmentLog']);
/** Their deleted rows are in no recycle bin. */
const pastTheBin = new Set(['ObjectTerritory2Association', 'UserTerritory2Association']);

export function passesRecycleBin(name: string): boolean {
  return pastTheBin.has(name);
}

/** @throws SalesforceError where the object does not know the kind of write */
export function refuseTerritoryWrite(object: ObjectDefinition, kind: 'create' | 'update'): void {
  if (neverWritten.has(object.name) || (kind === 'update' && neverUpdated.has(object.name)))
    throw new SalesforceError(
      400,
      'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      `entity type cannot be ${kind === 'create' ? 'inserted' : 'updated'}: ${object.label}`
    );
}

/** Checks and fills a row that is about to be created. @throws SalesforceError */
export function prepareTerritoryRow(
  writing: Writing,
  object: ObjectDefinition,
  row: StoredRow
): void {
  switch (object.name) {
    case 'ObjectTerritory2Association':
      row['SobjectType'] = String(row['ObjectId']).startsWith('00Q') ? 'Lead' : 'Account';
      if (row['AssociationCause'] === 'Territory2AssignmentRule') throw madeByRule();
      refuseArchived(writing, row);
      refuseTwice(writing, object, row, 'ObjectId');
      return;
    case 'UserTerritory2Association': {
      refuseArchived(writing, row);
      refuseTwice(writing, object, row, 'UserId');
      const user = writing.store
        .statement('SELECT IsActive FROM User WHERE Id = ?')
        .get(row['UserId'] ?? null);
      if (user?.['IsActive'] !== 1)
        throw new SalesforceError(
          400,
          'INACTIVE_OWNER_OR_USER',
          'operation performed with inactive user [' + String(row['UserId']) + '] as owner',
          ['UserId']
        );
      row['IsActive'] = 1;
      return;
    }
    case 'Territory2ObjectExclusion':
      refuseTwice(writing, object, row, 'ObjectId');
      return;
  }
}

/** What a rule made, no client makes or ends. */
function madeByRule(): SalesforceError {
  return new SalesforceError(
    400,
    'INVALID_OPERATION',
    'An Object Territory Association Cannot Be Created Or Deleted With Territory Assignment Rule Association Cause.'
  );
}

/** @throws SalesforceError for an association that a rule made, and for what no client writes */
export function refuseTerritoryRemoval(object: ObjectDefinition, row: StoredRow): void {
  if (neverWritten.has(object.name))
    throw new SalesforceError(
      400,
      'INSUFFICIENT_ACCESS_OR_READONLY',
      `entity type cannot be deleted: ${object.label}`
    );
  if (
    object.name === 'ObjectTerritory2Association' &&
    row['AssociationCause'] === 'Territory2AssignmentRule'
  )
    throw madeByRule();
}

function refuseArchived(writing: Writing, row: StoredRow): void {
  const model = writing.store
    .statement(
      'SELECT m.State AS State FROM Territory2 AS t JOIN Territory2Model AS m ON m.Id = t.Territory2ModelId WHERE t.Id = ?'
    )
    .get(row['Territory2Id'] ?? null);
  if (model?.['State'] === 'Planning' || model?.['State'] === 'Active') return;
  throw new SalesforceError(
    400,
    'INVALID_OPERATION',
    `a territory of a model in the state ${String(model?.['State'])} cannot be assigned`,
    ['Territory2Id']
  );
}

/** The platform names neither field nor row of the pair that stands already. */
function refuseTwice(
  writing: Writing,
  object: ObjectDefinition,
  row: StoredRow,
  column: string
): void {
  const standing = writing.store
    .statement(
      `SELECT 1 FROM "${object.name}" WHERE "${column}" = ? AND Territory2Id = ? AND IsDeleted = 0`
    )
    .get(row[column] ?? null, row['Territory2Id'] ?? null);
  if (standing !== undefined)
    throw new SalesforceError(
      400,
      'DUPLICATE_VALUE',
      'duplicate value found: <unknown> duplicates value on record with id: <unknown>',
      []
    );
}
