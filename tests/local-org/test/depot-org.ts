import { rmSync } from 'node:fs';
import { openOrg } from '../engine/org.ts';
import type { Org, RecordValues, SaveResult, UserContext } from '../engine/types.ts';
import { everything, metadataFolder, named, picklist } from './metadata-folder.ts';

/** An org with one field of each kind that a save checks, a detail, and a detail of the detail. */
export interface DepotOrg {
  readonly org: Org;
  readonly admin: UserContext;
  readonly folder: string;
  create(object: string, row: RecordValues): SaveResult;
  /** Id of a row that has to be good. */
  id(object: string, row: RecordValues): string;
  update(object: string, row: RecordValues): SaveResult;
  /** One value of one row, deleted ones too. */
  value(object: string, id: string, field: string): unknown;
  close(): void;
}

const text = (length: number, more = ''): string =>
  `<type>Text</type><length>${String(length)}</length>${more}`;
const lookup = (target: string, more: string): string =>
  `<type>Lookup</type><referenceTo>${target}</referenceTo>${more}`;
const master = (target: string, relationship: string): string =>
  `<type>MasterDetail</type><referenceTo>${target}</referenceTo><relationshipName>${relationship}</relationshipName>`;

/** Writes the metadata to a folder that the caller removes. */
export function depotMetadata(): string {
  return metadataFolder({
    Depot__c: {
      inner: named('Depot', 'Private'),
      fields: {
        Key__c: text(10, '<externalId>true</externalId><unique>true</unique>'),
        Exact__c: text(10, '<unique>true</unique><caseSensitive>true</caseSensitive>'),
        Code__c: text(10, '<externalId>true</externalId>'),
        Note__c: text(5, '<required>true</required>'),
        Size__c: '<type>Number</type><precision>5</precision><scale>2</scale>',
        Opened__c: '<type>Date</type>',
        Seen__c: '<type>DateTime</type>',
        Active__c: '<type>Checkbox</type><defaultValue>true</defaultValue>',
        Mail__c: '<type>Email</type>',
        Kind__c: `<type>Picklist</type>${picklist(['Small', 'Large'], true)}`,
        Mood__c: `<type>Picklist</type>${picklist(['Calm'], false)}`,
        Marks__c: `<type>MultiselectPicklist</type>${picklist(['Red', 'Blue'], true)}`,
        Home__c: lookup('Account', '<deleteConstraint>SetNull</deleteConstraint>'),
        Bound__c: lookup('Account', '<deleteConstraint>Restrict</deleteConstraint>')
      }
    },
    Crate__c: {
      inner:
        '<label>Crate</label><pluralLabel>Crates</pluralLabel><nameField><displayFormat>CR-{000}</displayFormat><label>No</label><type>AutoNumber</type></nameField><sharingModel>ControlledByParent</sharingModel>',
      fields: { Account__c: master('Account', 'Crates') }
    },
    Item__c: {
      inner: named('Item', 'ControlledByParent'),
      fields: { Crate__c: master('Crate__c', 'Items') }
    }
  });
}

/** Opens the org over `folder`; with `file` what it holds is kept there. */
export function openDepotOrg(folder: string = depotMetadata(), file?: string): DepotOrg {
  const org = openOrg({ sources: [folder], ...(file === undefined ? {} : { file }) });
  const known = org.findUser('admin@depot.example');
  const [made = ''] =
    known === null
      ? org.load('User', [
          {
            LastName: 'Admin',
            Username: 'admin@depot.example',
            Email: 'admin@depot.example',
            Alias: 'admin',
            IsActive: true,
            ProfileId: org.profileId('System Administrator'),
            TimeZoneSidKey: 'America/New_York',
            LocaleSidKey: 'en_US',
            LanguageLocaleKey: 'en_US',
            EmailEncodingKey: 'UTF-8',
            UserType: 'Standard'
          }
        ])
      : [known.userId];
  const admin = { userId: made };
  org.assignPermissionSet(made, everything);
  const only = (results: readonly SaveResult[]): SaveResult => {
    const [result] = results;
    if (result === undefined) throw new Error('no result');
    return result;
  };
  const create: DepotOrg['create'] = (object, row) =>
    only(org.create(admin, object, [row], { allOrNone: false }));
  return {
    org,
    admin,
    folder,
    create,
    id(object, row) {
      const result = create(object, row);
      if (result.id === null) throw new Error(JSON.stringify(result.errors));
      return result.id;
    },
    update: (object, row) => only(org.update(admin, object, [row], { allOrNone: false })),
    value: (object, id, field) =>
      org.query(admin, `SELECT ${field} FROM ${object} WHERE Id = '${id}'`, { all: true })
        .records[0]?.values[field],
    close() {
      org.close();
      if (file === undefined) rmSync(folder, { recursive: true });
    }
  };
}
