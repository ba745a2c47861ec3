/** What the protocol side of the local org may ask of the engine; the engine knows no HTTP. */

export type FieldValue = string | number | boolean | null;
export type RecordValues = Readonly<Record<string, FieldValue>>;

/** An error as Salesforce words it. `status` is the HTTP status that REST answers with. */
export class SalesforceError extends Error {
  readonly status: number;
  readonly errorCode: string;
  readonly fields: readonly string[];
  constructor(status: number, errorCode: string, message: string, fields: readonly string[] = []) {
    super(message);
    this.name = 'SalesforceError';
    this.status = status;
    this.errorCode = errorCode;
    this.fields = fields;
  }
}

export interface FieldDefinition {
  readonly name: string;
  readonly label: string;
  /** Describe's type: string, textarea, id, reference, picklist, multipicklist, boolean, int, double, currency, percent, date, datetime, email, phone, url, address, location … */
  readonly type: string;
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
  readonly nillable: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly externalId: boolean;
  /** Names a row in an upsert though it is no external id. */
  readonly idLookup: boolean;
  readonly unique: boolean;
  readonly caseSensitive: boolean;
  readonly custom: boolean;
  readonly calculated: boolean;
  readonly formula: string | null;
  readonly autoNumber: boolean;
  readonly nameField: boolean;
  readonly defaultedOnCreate: boolean;
  readonly defaultValue: FieldValue;
  readonly restrictedPicklist: boolean;
  readonly picklist: readonly { value: string; label: string; isDefault: boolean }[];
  readonly referenceTo: readonly string[];
  readonly relationshipName: string | null;
  readonly masterDetail: boolean;
  readonly reparentable: boolean;
  /** For a master-detail: reading the master is enough to write the detail. */
  readonly writeRequiresMasterRead?: boolean;
  readonly deleteConstraint: 'SetNull' | 'Restrict' | 'Cascade' | null;
  /** Name of the compound field this is a part of, for BillingStreet and the like. */
  readonly compoundName: string | null;
  readonly description: string | null;
}

export interface ChildRelationship {
  readonly childObject: string;
  readonly field: string;
  readonly relationshipName: string | null;
  readonly cascadeDelete: boolean;
}

export interface ObjectDefinition {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly keyPrefix: string;
  readonly custom: boolean;
  readonly sharingModel: 'Private' | 'Read' | 'ReadWrite' | 'ControlledByParent';
  /** By lower-case API name. */
  readonly fields: ReadonlyMap<string, FieldDefinition>;
  readonly children: readonly ChildRelationship[];
}

export interface Schema {
  /** By lower-case API name. */
  readonly objects: ReadonlyMap<string, ObjectDefinition>;
}

/** Who asks. `api` marks nothing but that the caller came through the API. */
export interface UserContext {
  readonly userId: string;
}

/** A node of a query's result: scalar fields, parents as nodes, child sub-queries as results. */
export interface ResultRecord {
  readonly type: string;
  readonly id: string | null;
  readonly values: Readonly<Record<string, FieldValue | ResultRecord | QueryResult>>;
}

export interface QueryResult {
  readonly totalSize: number;
  readonly records: readonly ResultRecord[];
}

/** Rows of a flat query for Bulk: column names as written in the query and a row iterator of values. */
export interface FlatResult {
  readonly object: string;
  readonly columns: readonly string[];
  readonly totalSize: number;
  readonly rows: IterableIterator<readonly FieldValue[]>;
}

/** A row that was saved or deleted, for change events. */
export interface RowChange {
  readonly object: string;
  readonly id: string;
  readonly kind: 'CREATE' | 'UPDATE' | 'DELETE' | 'UNDELETE';
  readonly userId: string;
  /** API names of the fields that the change gave another value, system fields left out. */
  readonly fields: readonly string[];
  /** The row as it is stored now: booleans as 0 and 1. */
  readonly row: Readonly<Record<string, string | number | null>>;
}

export interface SaveResult {
  readonly id: string | null;
  readonly success: boolean;
  readonly created: boolean;
  readonly errors: readonly { statusCode: string; message: string; fields: readonly string[] }[];
}

export interface SaveOptions {
  readonly allOrNone: boolean;
}

export interface Org {
  readonly schema: Schema;
  readonly organizationId: string;
  /** Milliseconds since 1970 by the org's own clock, which tests may move. */
  now(): number;
  setClock(offsetMilliseconds: number): void;

  /** Runs SOQL under the user's rights; throws SalesforceError. `all` sees deleted rows (queryAll). */
  query(user: UserContext, soql: string, options?: { all?: boolean }): QueryResult;
  /** As `query`, for Bulk 2.0: refuses aggregates, sub-queries and compound fields as Bulk does. */
  queryFlat(user: UserContext, soql: string, options?: { all?: boolean }): FlatResult;

  /** One record with the fields named (all readable ones without); throws NOT_FOUND. */
  retrieve(user: UserContext, object: string, id: string, fields?: readonly string[]): ResultRecord;
  create(
    user: UserContext,
    object: string,
    rows: readonly RecordValues[],
    options: SaveOptions
  ): SaveResult[];
  /** Each row bears `Id`. */
  update(
    user: UserContext,
    object: string,
    rows: readonly RecordValues[],
    options: SaveOptions
  ): SaveResult[];
  /** `externalField` may be Id. Parents may be given by external id as nested `{Rel__r: {Key__c: v}}` flattened to `Rel__r.Key__c`. */
  upsert(
    user: UserContext,
    object: string,
    externalField: string,
    rows: readonly RecordValues[],
    options: SaveOptions
  ): SaveResult[];
  remove(user: UserContext, ids: readonly string[], options: SaveOptions): SaveResult[];
  /** Takes rows out of the recycle bin. */
  undelete(user: UserContext, ids: readonly string[], options: SaveOptions): SaveResult[];
  /** Deletes rows past the recycle bin. */
  erase(user: UserContext, ids: readonly string[], options: SaveOptions): SaveResult[];
  /** Merges losers into the winner (Account, Contact, Lead): traces, children moved, details moved. */
  merge(user: UserContext, object: string, winnerId: string, loserIds: readonly string[]): void;
  /** Runs several writes as one; when `work` throws, all of it is undone. */
  transaction<T>(work: () => T): T;

  /** Hears of every row that was changed, when the whole that it belongs to is committed. */
  onChange(listener: (changes: readonly RowChange[]) => void): void;
  /** Folders of metadata that the org was made of, those of deploys last. */
  sources(): readonly string[];
  /** Takes in the metadata of a folder, as a deploy does. */
  addSource(folder: string): void;

  /** What the user may do with the object and a field, from profile and permission sets. */
  objectAccess(
    user: UserContext,
    object: string
  ): {
    create: boolean;
    read: boolean;
    edit: boolean;
    delete: boolean;
    viewAll: boolean;
    modifyAll: boolean;
  };
  fieldAccess(user: UserContext, object: string, field: string): { read: boolean; edit: boolean };
  hasCustomPermission(user: UserContext, name: string): boolean;
  /** A user permission such as BulkApiHardDelete, from permission sets. */
  hasUserPermission(user: UserContext, name: string): boolean;

  /** Loads rows past all checks and rights (sample data, system fields included); ids are made and returned. */
  load(object: string, rows: readonly RecordValues[]): string[];
  findUser(username: string): {
    userId: string;
    username: string;
    isActive: boolean;
    isFrozen: boolean;
    timeZone: string;
  } | null;
  /** Id of the profile of that name (a standard one, or one of the metadata); null when there is none. */
  profileId(name: string): string | null;
  /** Whether the metadata has a permission set of that API name. */
  hasPermissionSet(name: string): boolean;
  /** API names of the permission sets of its metadata. */
  permissionSetNames(): readonly string[];
  freezeUser(userId: string, frozen: boolean): void;
  assignPermissionSet(userId: string, permissionSet: string): void;
  removePermissionSet(userId: string, permissionSet: string): void;
  close(): void;
}

/** A currency of an org that has several. */
export interface OrgCurrency {
  readonly isoCode: string;
  readonly decimalPlaces: number;
  /** Units of it for one unit of the corporate currency, today. */
  readonly rate: number;
  readonly isCorporate?: boolean;
  /** Rates by the day from which they hold, where the org manages dated ones. */
  readonly dated?: readonly { readonly from: string; readonly rate: number }[];
}

export interface OpenOrgOptions {
  /** Switches several currencies on. */
  readonly currencies?: readonly OrgCurrency[];
  /** Switches Sales Territories (Enterprise Territory Management) on. */
  readonly salesTerritories?: boolean;
  /** Opportunity Splits set up, and the history of an opportunity's fields tracked. */
  readonly opportunityTracking?: boolean;
  /** The history of fields of accounts and of cases tracked. */
  readonly fieldHistory?: boolean;
  /** Custom objects for which Grant Access Using Hierarchies is turned off. */
  readonly withoutHierarchy?: readonly string[];
  /** Folders of metadata in source format. */
  readonly sources: readonly string[];
  /** SQLite file; memory where it is left out. */
  readonly file?: string;
}
