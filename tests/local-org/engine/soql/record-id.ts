const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The three characters that Salesforce adds to a 15-character id: a bit for each capital letter. */
function checksum(id15: string): string {
  let suffix = '';
  for (let block = 0; block < 15; block += 5) {
    let bits = 0;
    for (let index = 0; index < 5; index += 1)
      if (/[A-Z]/.test(id15[block + index] ?? '')) bits |= 1 << index;
    suffix += ALPHABET[bits] ?? '';
  }
  return suffix;
}

/** An id of 15 or 18 characters as the store keeps it; null where it is neither, or its checksum is wrong. */
export function to18(id: string): string | null {
  if (!/^[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?$/.test(id)) return null;
  const base = id.slice(0, 15);
  const full = base + checksum(base);
  return id.length === 15 || full.slice(15) === id.slice(15).toUpperCase() ? full : null;
}
