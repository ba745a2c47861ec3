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
  export function extract(formula: string): string[];
}
