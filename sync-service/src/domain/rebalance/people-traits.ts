/** What the org says of a person beside her memberships; NaN and null where it says nothing. */
export interface PersonTraits {
  /** Degrees of the home. */
  readonly latitude: number;
  readonly longitude: number;
  /** Years with customers. */
  readonly years: number | null;
  /** Keys of territories that she would like, and with "-" before them those that she would rather not hold. */
  readonly wishes: readonly string[];
}

export interface KnownTraits {
  /** By the person's id; who is missing has none. */
  readonly of: ReadonlyMap<string, PersonTraits>;
  /** Years that a territory wants, by its id. */
  readonly wantsYears: ReadonlyMap<string, number>;
}

export const noTraits: KnownTraits = { of: new Map(), wantsYears: new Map() };

/** What may be mapped, and of which object the field is. */
export const peopleFields = {
  'home latitude': { object: 'User', isNumber: true },
  'home longitude': { object: 'User', isNumber: true },
  years: { object: 'User', isNumber: true },
  wishes: { object: 'User', isNumber: false },
  'wanted years': { object: 'Evenfield_Territory__c', isNumber: true }
} as const;
export type PeopleField = keyof typeof peopleFields;

/** Which field says what, by the policy's lines `Name: Field`; what names nothing that is known is told. */
export function parsePeopleFields(text: string | null): {
  readonly fields: ReadonlyMap<PeopleField, string>;
  readonly notes: readonly string[];
} {
  const fields = new Map<PeopleField, string>();
  const notes: string[] = [];
  for (const line of (text ?? '').split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const [name = '', field = ''] = line.split(':').map((part) => part.trim());
    const known = name.toLowerCase();
    if (isPeopleField(known) && /^\w+$/.test(field)) fields.set(known, field);
    else
      notes.push(
        `"${line}" of the policy's People Fields names nothing that counts; it is left out.`
      );
  }
  return { fields, notes };
}

function isPeopleField(name: string): name is PeopleField {
  return Object.hasOwn(peopleFields, name);
}

/** A field's text of wishes as keys; by ";" or lines. */
export function wishesIn(text: string | null): string[] {
  return (text ?? '')
    .split(/[;\n]/)
    .map((wish) => wish.trim())
    .filter((wish) => wish !== '');
}

/** A person's part of the placing problem. Who says no years is held to have what is wanted: absence tells nothing. */
export function traitsFor(
  userId: string,
  seats: readonly { readonly id: string; readonly key: string }[],
  { of, wantsYears }: KnownTraits
): {
  readonly years: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly wishes: ReadonlyMap<number, number>;
} {
  const traits = of.get(userId);
  const enough = Math.max(0, ...wantsYears.values());
  const wishes = new Map<number, number>();
  for (const wish of traits?.wishes ?? []) {
    const isAgainst = wish.startsWith('-');
    const key = (isAgainst ? wish.slice(1) : wish).trim().toLowerCase();
    const seat = seats.findIndex((one) => one.key.toLowerCase() === key || one.id === wish);
    if (seat >= 0) wishes.set(seat, isAgainst ? -1 : 1);
  }
  return {
    years: traits?.years ?? enough,
    latitude: traits?.latitude ?? NaN,
    longitude: traits?.longitude ?? NaN,
    wishes
  };
}
