/** Salesforce record ids: a three-character prefix, twelve that count, three that guard the case. */
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const guards = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The 18-character form of a 15-character id: one letter tells the capitals of each five. */
export function withChecksum(id15: string): string {
  let suffix = '';
  for (let part = 0; part < 3; part += 1) {
    let bits = 0;
    for (let place = 0; place < 5; place += 1) {
      const letter = id15.charAt(part * 5 + place);
      if (letter >= 'A' && letter <= 'Z') bits |= 1 << place;
    }
    suffix += guards.charAt(bits);
  }
  return id15 + suffix;
}

/** The `number`th id of the objects that bear `prefix`. */
export function idFor(prefix: string, number: number): string {
  let rest = number;
  let tail = '';
  while (tail.length < 9) {
    tail = digits.charAt(rest % 62) + tail;
    rest = Math.floor(rest / 62);
  }
  return withChecksum(`${prefix}5e0${tail}`);
}

/** The number that `idFor` made the id of. */
export function numberOf(id: string): number {
  let number = 0;
  for (const letter of id.slice(6, 15)) number = number * 62 + digits.indexOf(letter);
  return number;
}

/** The 18-character form of what a client sent, or null where it is no id at all. */
export function normalId(id: string): string | null {
  if (!/^[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?$/.test(id)) return null;
  const full = withChecksum(id.slice(0, 15));
  return id.length === 15 || full.toLowerCase() === id.toLowerCase() ? full : null;
}
