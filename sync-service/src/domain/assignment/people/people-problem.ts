/** Someone who may hold a territory. */
export interface Person {
  readonly name: string;
  readonly skills: readonly string[];
  readonly languages: readonly string[];
  /** Years of experience, 0 or more. */
  readonly years: number;
  /** Degrees of the home; NaN where not known. */
  readonly latitude: number;
  readonly longitude: number;
  /** Hours a week when fully ramped. */
  readonly capacity: number;
  /** Share of the capacity there today: 0.7 for somebody new. */
  readonly ramp: number;
  /** Index of the territory held today, −1 for none. */
  readonly holds: number;
  /** Customers known in a territory, by its index. */
  readonly knows: ReadonlyMap<number, number>;
  /** Wishes by territory's index: from −1 (would rather not) to 1 (would like to). */
  readonly wishes: ReadonlyMap<number, number>;
}

/** A territory that wants one person. */
export interface Seat {
  readonly name: string;
  /** Who lacks one of these may not hold it. */
  readonly needsSkills: readonly string[];
  readonly needsLanguages: readonly string[];
  /** Each one that is lacking costs. */
  readonly wantsSkills: readonly string[];
  /** Each year short of this costs. */
  readonly wantsYears: number;
  /** Degrees of the base; NaN where not known. */
  readonly latitude: number;
  readonly longitude: number;
  /** Load in hours a week. */
  readonly hours: number;
}

/** What counts how much, in one unit; the default speaks of hours a week. */
export interface PeopleWeights {
  /** For a mile between home and base. */
  readonly mile: number;
  readonly missingWant: number;
  readonly missingYear: number;
  /** For an hour of load above what the person has. */
  readonly hourOver: number;
  /** For an hour that the person has and the territory does not need. */
  readonly hourIdle: number;
  /** Taken off for each customer known, up to `mostKnown`. */
  readonly customerKnown: number;
  readonly mostKnown: number;
  /** Times the wish, taken off. */
  readonly wish: number;
  /** Taken off where the person holds it today. */
  readonly staying: number;
  /** For a territory left vacant, and for each hour of its load. */
  readonly vacant: number;
  readonly vacantHour: number;
}

export const usualWeights: PeopleWeights = {
  mile: 0.02,
  missingWant: 3,
  missingYear: 1,
  hourOver: 1,
  hourIdle: 0.25,
  customerKnown: 0.3,
  mostKnown: 20,
  wish: 4,
  staying: 4,
  vacant: 20,
  vacantHour: 1
};

export interface PeopleProblem {
  readonly people: readonly Person[];
  readonly seats: readonly Seat[];
  readonly weights?: PeopleWeights;
  /** Pairs person, seat that must be; they win over needs, and what they break is named. */
  readonly required?: readonly (readonly [number, number])[];
  /** Pairs person, seat that must not be. */
  readonly forbidden?: readonly (readonly [number, number])[];
}
