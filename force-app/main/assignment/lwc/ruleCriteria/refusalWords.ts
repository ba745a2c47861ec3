interface Refusal {
  readonly message?: string;
  readonly body?: {
    readonly message?: string;
    readonly output?: {
      readonly errors?: readonly { readonly message: string }[];
      readonly fieldErrors?: Readonly<Record<string, readonly { readonly message: string }[]>>;
    };
  } | null;
}

/** The most telling words of a refusal: those of fields and validation rules before the general one. */
export function refusalWords(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  const { body, message } = error as Refusal;
  const told = [
    ...(body?.output?.errors ?? []),
    ...Object.values(body?.output?.fieldErrors ?? {}).flat()
  ].map((one) => one.message);
  return told.length > 0 ? told.join(' ') : (body?.message ?? message ?? '');
}
