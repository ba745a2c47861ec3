import type { InputFault } from '../input/input-fault.ts';
import { faultList, UnsoundInputError } from '../input/input-fault.ts';
import type { NewBase } from './territory-rows.ts';

/** What a change to some territories starts from. */
export interface RedesignRequest {
  /** Accounts or areas, by what people call them. */
  readonly records: number;
  readonly recordName: (index: number) => string;
  readonly territories: number;
  readonly held: Int32Array;
  readonly touched: readonly number[];
  readonly bases: readonly NewBase[];
}

/** @throws UnsoundInputError that names record and field */
export function checkRedesign(request: RedesignRequest): void {
  const { records, recordName, territories, held, touched, bases } = request;
  const list = faultList();
  const count = String(territories);
  if (held.length !== records)
    list.report(
      'wrongLength',
      '',
      'held',
      `held has ${String(held.length)} values, not ${String(records)}.`
    );
  held.forEach((k, index) => {
    if (k >= 0 && k < territories) return;
    const record = recordName(index);
    list.report(
      'unknownRecord',
      record,
      'held',
      `${record}: held is territory ${String(k)}; there are ${count}.`
    );
  });
  if (touched.length === 0)
    list.report('nothingToDo', '', 'territories', 'No territory takes part.');
  touched.forEach((k, at) => {
    const record = `Territory ${String(k)}`;
    if (!(Number.isInteger(k) && k >= 0 && k < territories))
      list.report(
        'unknownRecord',
        record,
        'territories',
        `${record} is not known; there are ${count}.`
      );
    if (touched.indexOf(k) < at)
      list.report('contradiction', record, 'territories', `${record} takes part twice.`);
  });
  bases.forEach((base, at) => {
    list.place(base.latitude, base.longitude, `Base ${String(at)}`);
    list.amount(base.share ?? 1, `Base ${String(at)}`, 'share');
  });
  if (bases.length > 0 && bases.every(({ share }) => share === 0))
    list.report('noCapacity', 'Base 0', 'share', 'No base has a share.');
  list.settle();
}

/** Refuses a request as a whole. @throws UnsoundInputError */
export function refuse(code: InputFault['code'], field: string, message: string): never {
  throw new UnsoundInputError([{ code, record: '', field, message }]);
}
