import { faultList } from '../input/input-fault.ts';
import type { FaultList } from '../input/input-fault.ts';
import type { PeopleProblem } from './people-problem.ts';

/** @throws UnsoundInputError that names record and field */
export function checkPeople(problem: PeopleProblem): void {
  const { people, seats, weights } = problem;
  const list = faultList();
  if (people.length === 0) list.report('nothingToDo', '', 'people', 'There is nobody to place.');
  if (seats.length === 0)
    list.report('nothingToDo', '', 'seats', 'There is no territory to place people in.');
  list.settle();
  for (const { name, ...person } of people) {
    list.amount(person.years, name, 'years');
    list.amount(person.capacity, name, 'capacity');
    list.amount(person.ramp, name, 'ramp');
    if (person.ramp > 1)
      list.report('outOfRange', name, 'ramp', `${name}: ramp is ${String(person.ramp)}, above 1.`);
    list.place(person.latitude, person.longitude, name);
    known(list, name, 'holds', person.holds, -1, seats.length);
    for (const [seat, count] of person.knows) {
      known(list, name, 'knows', seat, 0, seats.length);
      list.amount(count, name, 'knows');
    }
    for (const [seat, wish] of person.wishes) {
      known(list, name, 'wishes', seat, 0, seats.length);
      if (!(wish >= -1 && wish <= 1))
        list.report(
          'outOfRange',
          name,
          'wishes',
          `${name}: a wish is ${String(wish)}, not from -1 to 1.`
        );
    }
  }
  for (const { name, ...seat } of seats) {
    list.amount(seat.wantsYears, name, 'wantsYears');
    list.amount(seat.hours, name, 'hours');
    list.place(seat.latitude, seat.longitude, name);
  }
  for (const [field, weight] of Object.entries(weights ?? {}))
    list.amount(weight as number, 'Weights', field);
  checkPairs(problem, list);
  list.settle();
}

function known(
  list: FaultList,
  record: string,
  field: string,
  index: number,
  least: number,
  below: number
): void {
  if (Number.isInteger(index) && index >= least && index < below) return;
  list.report(
    'unknownRecord',
    record,
    field,
    `${record}: ${field} names territory ${String(index)}; there are ${String(below)}.`
  );
}

function checkPairs({ people, seats, required, forbidden }: PeopleProblem, list: FaultList): void {
  const seatOf = new Map<number, number>();
  const personOf = new Map<number, number>();
  const named = (field: string, person: number, seat: number): boolean => {
    if (people[person] !== undefined && seats[seat] !== undefined) return true;
    list.report(
      'unknownRecord',
      `Pair ${String(person)}, ${String(seat)}`,
      field,
      `A ${field} pair names person ${String(person)} and territory ${String(seat)}.`
    );
    return false;
  };
  for (const [person, seat] of required ?? []) {
    if (!named('required', person, seat)) continue;
    const who = people[person]?.name ?? '';
    const where = seats[seat]?.name ?? '';
    const otherSeat = seatOf.get(person);
    const otherPerson = personOf.get(seat);
    if (otherSeat !== undefined && otherSeat !== seat)
      list.report(
        'contradiction',
        who,
        'required',
        `${who} must hold both ${seats[otherSeat]?.name ?? ''} and ${where}.`
      );
    if (otherPerson !== undefined && otherPerson !== person)
      list.report(
        'contradiction',
        where,
        'required',
        `${where} must be held by both ${people[otherPerson]?.name ?? ''} and ${who}.`
      );
    seatOf.set(person, seat);
    personOf.set(seat, person);
  }
  for (const [person, seat] of forbidden ?? [])
    if (named('forbidden', person, seat) && seatOf.get(person) === seat)
      list.report(
        'contradiction',
        people[person]?.name ?? '',
        'forbidden',
        `${people[person]?.name ?? ''} both must and must not hold ${seats[seat]?.name ?? ''}.`
      );
}
