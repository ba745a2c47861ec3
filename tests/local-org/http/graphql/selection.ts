import type { DirectiveNode, FieldNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';
import { Kind } from 'graphql/language/index.js';
import { valueFromASTUntyped } from 'graphql/utilities/valueFromASTUntyped.js';
import { ValidationProblem } from './problem.ts';

/** The parts of a request that every resolver needs. */
export interface Document {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A field to answer, fragments dissolved and equal keys merged. */
export interface Selected {
  /** Alias, or the name. */
  readonly key: string;
  readonly name: string;
  readonly node: FieldNode;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** `@optional`: left out without an error when the user may not see it. */
  readonly optional: boolean;
  readonly sets: readonly SelectionSetNode[];
  /** Types of the fragments around it, none outside of fragments. */
  readonly onType: string | null;
}

/** Lists what the selection sets ask for, in order. */
export function select(document: Document, sets: readonly SelectionSetNode[]): Selected[] {
  const found = new Map<string, Selected>();
  for (const set of sets) collect(document, set, null, found);
  return [...found.values()];
}

function collect(
  document: Document,
  set: SelectionSetNode,
  onType: string | null,
  found: Map<string, Selected>
): void {
  for (const selection of set.selections) {
    if (!included(document, selection.directives ?? [])) continue;
    if (selection.kind === Kind.FIELD) {
      add(document, selection, onType, found);
      continue;
    }
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      collect(
        document,
        selection.selectionSet,
        selection.typeCondition?.name.value ?? onType,
        found
      );
      continue;
    }
    const fragment = document.fragments.get(selection.name.value);
    if (fragment === undefined) {
      throw new ValidationProblem(
        `Validation error of type UndefinedFragment: Undefined fragment '${selection.name.value}'`,
        selection,
        []
      );
    }
    collect(document, fragment.selectionSet, fragment.typeCondition.name.value, found);
  }
}

function add(
  document: Document,
  node: FieldNode,
  onType: string | null,
  found: Map<string, Selected>
): void {
  const key = node.alias?.value ?? node.name.value;
  const sets = node.selectionSet === undefined ? [] : [node.selectionSet];
  const place = onType === null ? key : `${key} on ${onType}`;
  const earlier = found.get(place);
  const args: Record<string, unknown> = {};
  for (const argument of node.arguments ?? []) {
    const value: unknown = valueFromASTUntyped(argument.value, document.variables);
    if (value !== undefined) args[argument.name.value] = value;
  }
  const optional = (node.directives ?? []).some((directive) => directive.name.value === 'optional');
  found.set(place, {
    key,
    name: node.name.value,
    node,
    arguments: args,
    optional,
    sets: [...(earlier?.sets ?? []), ...sets],
    onType
  });
}

function included(document: Document, directives: readonly DirectiveNode[]): boolean {
  return directives.every((directive) => {
    const condition = directive.arguments?.find((argument) => argument.name.value === 'if');
    if (condition === undefined) return true;
    const value: unknown = valueFromASTUntyped(condition.value, document.variables);
    if (directive.name.value === 'include') return value === true;
    return directive.name.value === 'skip' ? value !== true : true;
  });
}
