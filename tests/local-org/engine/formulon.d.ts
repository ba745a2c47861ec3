declare module 'formulon' {
  export interface FormulaLiteral {
    readonly type: 'literal' | 'error';
    readonly value?: unknown;
    readonly dataType?: string;
    readonly options?: Readonly<Record<string, unknown>>;
    readonly message?: string;
  }
  export function parse(
    formula: string,
    values?: Readonly<Record<string, FormulaLiteral>>
  ): FormulaLiteral;
  export type FormulaNode =
    | { readonly type: 'identifier'; readonly name: string }
    | { readonly type: 'literal'; readonly value: string | number | boolean | null }
    | {
        readonly type: 'callExpression';
        readonly id: string;
        readonly arguments: readonly FormulaNode[];
      };
  export function ast(
    formula: string
  ): FormulaNode | { readonly type: 'error'; readonly message?: string };
}
