/**
 * Loaded before a service (`node --import`): its clock is ahead of this machine's by as many
 * milliseconds as SHIFTED_BY says, so that a real process lives through a midnight.
 */
const ahead = Number(process.env['SHIFTED_BY'] ?? 0);
const now = Date.now.bind(Date);

class ShiftedDate extends Date {
  constructor(...given: [] | ConstructorParameters<typeof Date>) {
    if (given.length === 0) super(now() + ahead);
    else super(...given);
  }
  static override now(): number {
    return now() + ahead;
  }
}

globalThis.Date = ShiftedDate as DateConstructor;
