import type { Query } from '@jetstreamapp/soql-parser-js';
import { userRow } from '../rights.ts';
import type { EngineState } from '../state.ts';
import { isView } from '../store.ts';
import type { FlatResult, QueryResult, UserContext } from '../types.ts';
import { SalesforceError } from '../types.ts';
import { isAggregate, runAggregate } from './aggregate.ts';
import { refuseUnknownClauses } from './clauses.ts';
import { conditionsOf } from './conditions.ts';
import type { Clock } from './dates.ts';
import { runFlatQuery } from './flat.ts';
import { singleFrom } from './from-list.ts';
import { parseSoql } from './parse.ts';
import { runRecords } from './records.ts';
import type { Run } from './run.ts';
import { objectFor } from './run.ts';
import type { Scope } from './scope.ts';
import { newScope } from './scope.ts';

export interface QueryOptions {
  /** Deleted rows too, as queryAll. */
  readonly all?: boolean;
}

/**
 * Runs SOQL under the user's rights: objects, fields and rows that she may not read do not exist.
 * @throws SalesforceError MALFORMED_QUERY, INVALID_FIELD, INVALID_TYPE …
 */
export function runQuery(
  state: EngineState,
  user: UserContext,
  soql: string,
  options: QueryOptions = {}
): QueryResult {
  const { scope, query } = open(state, user, soql, options);
  const { object } = scope.root;
  if (isView(object))
    throw new SalesforceError(
      400,
      'INVALID_TYPE_FOR_OPERATION',
      `entity type ${object.name} does not support query`
    );
  if (!isAggregate(query)) return runRecords(scope, query);
  refuseUnknownClauses(scope.run, query);
  return runAggregate(scope, query);
}

/** As `runQuery`, in the form and with the refusals of Bulk API 2.0. Rows are read while they are asked for. */
export function runFlat(
  state: EngineState,
  user: UserContext,
  soql: string,
  options: QueryOptions = {}
): FlatResult {
  const { scope, query } = open(state, user, soql, options);
  const { object } = scope.root;
  if (isView(object))
    throw new SalesforceError(
      400,
      'INVALIDENTITY',
      `Entity '${object.name}' is not supported by the Bulk API.`
    );
  return runFlatQuery(scope, query);
}

function open(
  state: EngineState,
  user: UserContext,
  soql: string,
  options: QueryOptions
): { scope: Scope; query: Query } {
  const from = singleFrom(soql);
  const query = parseSoql(from.soql);
  const run: Run = {
    state,
    user,
    soql,
    all: options.all ?? false,
    clock: clockOf(state, user),
    conditions: conditionsOf(soql, query),
    fromAliases: from.aliases,
    searchFrom: 0,
    aliases: 0
  };
  const object = objectFor(run, query.sObject ?? '');
  return { scope: newScope(run, object, query.sObjectAlias, true), query };
}

function clockOf(state: EngineState, user: UserContext): Clock {
  return {
    now: state.now(),
    zone: userRow(state, user.userId).timeZone,
    fiscalStart: fiscalStartOf(state)
  };
}

/** The month in which the org's fiscal year begins; January where the org does not say. */
function fiscalStartOf(state: EngineState): number {
  const organization = state.schema.objects.get('organization');
  if (organization?.fields.has('fiscalyearstartmonth') !== true) return 1;
  const row = state.database.prepare('SELECT FiscalYearStartMonth AS m FROM Organization').get();
  return typeof row?.['m'] === 'number' ? row['m'] : 1;
}
