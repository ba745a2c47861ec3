/** What is wrong with one value of a request, in words and in parts. */
export interface InputFault {
  readonly code:
    | 'nothingToDo'
    | 'tooMany'
    | 'wrongLength'
    | 'notANumber'
    | 'negative'
    | 'outOfRange'
    | 'unknownRecord'
    | 'noCapacity'
    | 'contradiction';
  /** Name or number of the record, '' where the fault is of the whole request. */
  readonly record: string;
  readonly field: string;
  readonly message: string;
}

/** Data that nothing sensible can be made of; the message holds the first few faults. */
export class UnsoundInputError extends Error {
  readonly faults: readonly InputFault[];
  constructor(faults: readonly InputFault[]) {
    super(
      faults
        .slice(0, 3)
        .map(({ message }) => message)
        .join(' ')
    );
    this.faults = faults;
  }
}

const mostFaults = 100;

/** Collects faults, a hundred at most. */
export interface FaultList {
  readonly faults: readonly InputFault[];
  report(code: InputFault['code'], record: string, field: string, message: string): void;
  /** Reports a value that is not a finite number of at least 0. */
  amount(value: number | undefined, record: string, field: string): void;
  /** Reports a place off the globe; NaN is no place and no fault. */
  place(latitude: number | undefined, longitude: number | undefined, record: string): void;
  /** @throws UnsoundInputError if anything was reported */
  settle(): void;
}

/** An empty list. */
export function faultList(): FaultList {
  const faults: InputFault[] = [];
  const report: FaultList['report'] = (code, record, field, message) => {
    if (faults.length < mostFaults) faults.push({ code, record, field, message });
  };
  return {
    faults,
    report,
    amount(value, record, field) {
      if (value === undefined || !Number.isFinite(value))
        report(
          'notANumber',
          record,
          field,
          `${record}: ${field} is ${String(value)}, not a number.`
        );
      else if (value < 0)
        report('negative', record, field, `${record}: ${field} is ${String(value)}, below 0.`);
    },
    place(latitude, longitude, record) {
      if (Math.abs(latitude ?? NaN) > 90)
        report(
          'outOfRange',
          record,
          'latitude',
          `${record}: latitude is ${String(latitude)}, beyond a pole.`
        );
      if (Math.abs(longitude ?? NaN) === Infinity)
        report('outOfRange', record, 'longitude', `${record}: longitude is ${String(longitude)}.`);
    },
    settle() {
      if (faults.length > 0) throw new UnsoundInputError(faults);
    }
  };
}
