import type { ASTNode } from 'graphql';
import { getLocation } from 'graphql/language/index.js';

/** One entry of a GraphQL answer's `errors`. */
export interface GraphqlError {
  readonly message: string;
  readonly locations: readonly { line: number; column: number }[];
  readonly path: readonly string[];
  readonly extensions: Readonly<Record<string, string>>;
}

/** The whole document is refused: nothing runs. */
export class ValidationProblem extends Error {
  readonly error: GraphqlError;
  constructor(message: string, node: ASTNode | null, path: readonly string[]) {
    super(message);
    this.error = {
      message,
      locations: locationsOf(node),
      path,
      extensions: { classification: 'ValidationError' }
    };
  }
}

/** @returns the refusal of a field that the type lacks, or that the user may not see. */
export function fieldUndefined(
  name: string,
  type: string,
  node: ASTNode,
  path: readonly string[]
): ValidationProblem {
  const at = [...path, name].join('/');
  return new ValidationProblem(
    `Validation error of type FieldUndefined: Field '${name}' in type '${type}' is undefined @ '${at}'`,
    node,
    []
  );
}

/** @returns the refusal of an argument of the wrong kind or value. */
export function wrongArgument(
  message: string,
  node: ASTNode,
  path: readonly string[]
): ValidationProblem {
  return new ValidationProblem(
    `Validation error of type WrongType: ${message} @ '${path.join('/')}'`,
    node,
    []
  );
}

/** An error of one field while the others run. */
export function fetchError(
  message: string,
  code: string,
  node: ASTNode,
  path: readonly string[]
): GraphqlError {
  return {
    message,
    locations: locationsOf(node),
    path,
    extensions: { classification: 'DataFetchingException', errorCode: code }
  };
}

function locationsOf(node: ASTNode | null): { line: number; column: number }[] {
  const location = node?.loc;
  return location === undefined ? [] : [getLocation(location.source, location.start)];
}
