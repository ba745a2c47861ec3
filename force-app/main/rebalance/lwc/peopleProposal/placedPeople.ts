/** Who should hold what, as the service writes it to `People__c`. */
export interface PeopleAnswer {
  readonly people: readonly {
    readonly person: string;
    readonly holds: string | null;
    readonly gets: string | null;
    readonly why: string;
    /** What became of her change, once the scenario was applied or rolled back. */
    readonly outcome?: string;
    readonly outcomeText?: string;
  }[];
  readonly vacancies: readonly { readonly territory: string; readonly why: string }[];
  readonly hires: readonly string[];
}

export const noPeople: PeopleAnswer = { people: [], vacancies: [], hires: [] };

/** The field's text as an answer; nobody where it is empty. @throws SyntaxError where it is no JSON */
export function placedPeople(text: string | null): PeopleAnswer {
  return text === null ? noPeople : (JSON.parse(text) as PeopleAnswer);
}
