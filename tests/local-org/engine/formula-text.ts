import type { FormulaNode } from 'formulon';

const operators: Readonly<Record<string, string>> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  exponentiate: '^',
  equal: '=',
  unequal: '<>',
  lessThan: '<',
  lessThanOrEqual: '<=',
  greaterThan: '>',
  greaterThanOrEqual: '>='
};
const orders = new Set(['lessThan', 'lessThanOrEqual', 'greaterThan', 'greaterThanOrEqual']);

/**
 * The formula as text in which an order between something and a blank is FALSE, as Salesforce has
 * it; formulon takes a blank for less than everything.
 */
export function formulaText(node: FormulaNode, isBlank: (name: string) => boolean): string {
  switch (node.type) {
    case 'identifier':
      return node.name;
    case 'literal':
      return literalText(node.value);
    case 'callExpression': {
      if (orders.has(node.id) && node.arguments.some((part) => isNothing(part, isBlank)))
        return 'FALSE';
      const parts = node.arguments.map((part) => formulaText(part, isBlank));
      const operator = operators[node.id];
      return operator === undefined
        ? `${node.id.toUpperCase()}(${parts.join(', ')})`
        : `(${parts.join(` ${operator} `)})`;
    }
  }
}

function isNothing(node: FormulaNode, isBlank: (name: string) => boolean): boolean {
  if (node.type === 'identifier') return isBlank(node.name);
  return node.type === 'literal' && node.value === null;
}

function literalText(value: string | number | boolean | null): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'number') return String(value);
  return value.includes('"') ? `'${value}'` : `"${value}"`;
}
