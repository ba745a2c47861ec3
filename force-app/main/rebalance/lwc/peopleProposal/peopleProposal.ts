import { LightningElement, api, wire } from 'lwc';
import { gql, graphql } from 'lightning/graphql';
import heading from '@salesforce/label/c.Evenfield_People_Heading';
import none from '@salesforce/label/c.Evenfield_People_None';
import person from '@salesforce/label/c.Evenfield_People_Person';
import holds from '@salesforce/label/c.Evenfield_People_Holds';
import gets from '@salesforce/label/c.Evenfield_People_Gets';
import outcome from '@salesforce/label/c.Evenfield_People_Outcome';
import why from '@salesforce/label/c.Evenfield_People_Why';
import noTerritory from '@salesforce/label/c.Evenfield_People_No_Territory';
import vacant from '@salesforce/label/c.Evenfield_People_Vacant';
import hires from '@salesforce/label/c.Evenfield_People_Hires';
import byHand from '@salesforce/label/c.Evenfield_People_By_Hand';
import exportLabel from '@salesforce/label/c.Evenfield_Moves_Export';
import type { Connection, Field, GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { messageOf, nodesOf, stateOf, valueOf } from 'c/graphqlNodes';
import { saveCsv } from 'c/csvFile';
import type { PeopleAnswer } from './placedPeople';
import { noPeople, placedPeople } from './placedPeople';

interface PeopleData {
  readonly Evenfield_Rebalance__c: Connection<{ readonly People__c: Field<string> }>;
}

interface PersonRow {
  readonly key: string;
  readonly person: string;
  readonly holds: string;
  readonly gets: string;
  readonly why: string;
  readonly outcome: string;
}

const peopleQuery: unknown = gql`
  query people($rebalance: ID) {
    uiapi {
      query {
        Evenfield_Rebalance__c(where: { Id: { eq: $rebalance } }, first: 1) {
          edges {
            node {
              People__c {
                value
              }
            }
          }
        }
      }
    }
  }
`;

/** Who should hold which territory by one scenario, and what became of it once it was applied. */
export default class PeopleProposal extends LightningElement {
  @api rebalanceId: string | null = null;
  /** Read again when the scenario's status changes. */
  @api
  get status(): string {
    return this.lastStatus;
  }
  set status(value: string) {
    if (value !== this.lastStatus) void this.refresh?.();
    this.lastStatus = value;
  }

  label = {
    heading,
    person,
    holds,
    gets,
    why,
    outcome,
    vacant,
    hires,
    byHand,
    export: exportLabel
  };
  lastStatus = '';
  state: PanelStateName = 'loading';
  message = '';
  answer: PeopleAnswer = noPeople;
  refresh: (() => Promise<unknown>) | null = null;

  get query(): unknown {
    return this.rebalanceId === null ? undefined : peopleQuery;
  }

  get variables(): Readonly<Record<string, string | null>> {
    return { rebalance: this.rebalanceId };
  }

  @wire(graphql, { query: '$query', variables: '$variables' })
  take(result: GraphqlResult<PeopleData>): void {
    this.refresh = result.refresh ?? this.refresh;
    const answerOf = (data: PeopleData | undefined): PeopleAnswer =>
      placedPeople(valueOf(nodesOf(data?.Evenfield_Rebalance__c)[0]?.People__c));
    this.answer = answerOf(result.data?.uiapi.query);
    this.state = stateOf(result, (data) => answerOf(data).people.length === 0);
    this.message = this.state === 'error' ? messageOf(result) : none;
  }

  get rows(): PersonRow[] {
    return this.answer.people.map((row, place) => ({
      key: String(place),
      person: row.person,
      holds: row.holds ?? noTerritory,
      gets: row.gets ?? noTerritory,
      why: row.why,
      outcome: [row.outcome, row.outcomeText].filter((text) => text !== undefined).join(': ')
    }));
  }

  get hasOutcomes(): boolean {
    return this.answer.people.some((row) => row.outcome !== undefined);
  }

  get vacancies(): PeopleAnswer['vacancies'] {
    return this.answer.vacancies;
  }

  get hires(): readonly string[] {
    return this.answer.hires;
  }

  get hasVacancies(): boolean {
    return this.vacancies.length > 0;
  }

  get hasHires(): boolean {
    return this.hires.length > 0;
  }

  exportRows(): void {
    const lines = this.rows.map((row) => [row.person, row.holds, row.gets, row.why, row.outcome]);
    saveCsv('people.csv', [[person, holds, gets, why, outcome], ...lines]);
  }
}
