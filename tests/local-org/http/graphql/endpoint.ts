import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { GraphQLError } from 'graphql/error/index.js';
import { Kind, parse } from 'graphql/language/index.js';
import { valueFromASTUntyped } from 'graphql/utilities/valueFromASTUntyped.js';
import { z } from 'zod';
import { SalesforceError } from '../../engine/types.ts';
import type { Call, Reply } from '../exchange.ts';
import { json, jsonObject } from '../exchange.ts';
import type { Resource } from '../router.ts';
import { objectOf } from '../wire.ts';
import { timeZoneOf } from '../time-zone.ts';
import { runAggregates } from './aggregate.ts';
import { planConnection, shapeConnection } from './connection.ts';
import { planNode } from './node.ts';
import { runMutation } from './mutation.ts';
import { fetchError, fieldUndefined, ValidationProblem } from './problem.ts';
import type { Reader } from './reader.ts';
import { canRead } from './reader.ts';
import type { Document, Selected } from './selection.ts';
import { select } from './selection.ts';

export const graphqlResources: readonly Resource[] = [
  { pattern: '/graphql', methods: { POST: answer } }
];

const request = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish()
});

function answer(call: Call): Reply {
  const parsed = request.safeParse(jsonObject(call.body));
  if (!parsed.success) {
    return json(
      {
        errors: [
          {
            message: 'A query has to be specified',
            extensions: { classification: 'InvalidSyntax' }
          }
        ]
      },
      400
    );
  }
  const { query, variables, operationName } = parsed.data;
  try {
    const document = parse(query);
    const operation = operationOf(document, operationName ?? null);
    const reader = readerOf(call, document, operation, variables ?? {});
    const data = run(reader, operation);
    return json({ data, errors: reader.errors });
  } catch (error) {
    if (error instanceof ValidationProblem) return json({ data: null, errors: [error.error] });
    if (error instanceof GraphQLError) {
      const message = `Invalid Syntax : ${error.message}`;
      const locations = error.locations ?? [];
      return json({
        data: null,
        errors: [{ message, locations, extensions: { classification: 'InvalidSyntax' } }]
      });
    }
    throw error;
  }
}

function operationOf(document: DocumentNode, name: string | null): OperationDefinitionNode {
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION
  );
  const operation =
    name === null ? operations[0] : operations.find((candidate) => candidate.name?.value === name);
  if (operation === undefined || (name === null && operations.length > 1)) {
    throw new ValidationProblem(
      'Must provide operation name if query contains multiple operations.',
      null,
      []
    );
  }
  return operation;
}

function readerOf(
  call: Call,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>
): Reader {
  const variables: Record<string, unknown> = {};
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value;
    const value =
      given[name] === undefined && definition.defaultValue !== undefined
        ? valueFromASTUntyped(definition.defaultValue)
        : given[name];
    if ((value === undefined || value === null) && definition.type.kind === Kind.NON_NULL_TYPE) {
      throw new ValidationProblem(
        `Variable '${name}' has an invalid value: Variable '${name}' has coerced Null value for NonNull type`,
        definition,
        []
      );
    }
    if (value !== undefined) variables[name] = value;
  }
  const fragments: Document['fragments'] = new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((definition) => [definition.name.value, definition])
  );
  return {
    site: call.site,
    user: call.user,
    timeZone: timeZoneOf(call.site, call.user),
    version: call.version,
    document: { fragments, variables },
    errors: []
  };
}

function run(reader: Reader, operation: OperationDefinitionNode): Record<string, unknown> {
  const isMutation = operation.operation === 'mutation';
  const output: Record<string, unknown> = {};
  for (const selected of select(reader.document, [operation.selectionSet])) {
    if (selected.name === '__typename') output[selected.key] = isMutation ? 'Mutation' : 'Query';
    else if (selected.name !== 'uiapi')
      throw fieldUndefined(selected.name, isMutation ? 'Mutation' : 'Query', selected.node, []);
    else if (isMutation) output[selected.key] = runMutation(reader, selected, [selected.key]);
    else output[selected.key] = runUiapi(reader, selected);
  }
  return output;
}

function runUiapi(reader: Reader, uiapi: Selected): Record<string, unknown> {
  const output: Record<string, unknown> = {};
  for (const selected of select(reader.document, uiapi.sets)) {
    const path = [uiapi.key, selected.key];
    if (selected.name === 'query') output[selected.key] = runQueries(reader, selected, path);
    else if (selected.name === 'aggregate')
      output[selected.key] = runAggregates(reader, selected, path);
    else if (selected.name === '__typename') output[selected.key] = 'UIAPI';
    else throw fieldUndefined(selected.name, 'UIAPI', selected.node, ['uiapi']);
  }
  return output;
}

/** All connections are checked before the first one runs, as validation goes before execution. */
function runQueries(
  reader: Reader,
  query: Selected,
  path: readonly string[]
): Record<string, unknown> {
  const planned = select(reader.document, query.sets).map((selected) => {
    if (selected.name === '__typename') return { selected, run: () => 'RecordQuery' };
    const object = objectOf(reader.site.org.schema, selected.name);
    if (object?.name !== selected.name || !canRead(reader, object)) {
      throw fieldUndefined(selected.name, 'RecordQuery', selected.node, ['uiapi', 'query']);
    }
    const plan = planConnection(
      reader,
      object,
      selected,
      ['uiapi', 'query', object.name],
      planNode
    );
    const counted = plan.wanted.some((entry) => entry.name === 'totalCount');
    return {
      selected,
      run: () => {
        const records = reader.site.org.query(
          reader.user,
          plan.soql(object.name, plan.offset + plan.first + 1)
        ).records;
        const total = counted
          ? reader.site.org.query(
              reader.user,
              `SELECT COUNT() FROM ${object.name}${plan.condition}`
            ).totalSize
          : records.length;
        return shapeConnection(plan, records, total);
      }
    };
  });
  return Object.fromEntries(
    planned.map(({ selected, run: work }) => {
      try {
        return [selected.key, work()];
      } catch (error) {
        if (!(error instanceof SalesforceError)) throw error;
        reader.errors.push(
          fetchError(error.message, error.errorCode, selected.node, [...path, selected.key])
        );
        return [selected.key, null];
      }
    })
  );
}
