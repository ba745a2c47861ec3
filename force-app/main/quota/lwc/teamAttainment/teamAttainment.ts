import { LightningElement, wire } from 'lwc';
import { gql, graphql } from 'lightning/graphql';
import { updateRecord } from 'lightning/uiRecordApi';
import title from '@salesforce/label/c.Evenfield_Team_Attainment';
import none from '@salesforce/label/c.Evenfield_Team_Attainment_None';
import distribution from '@salesforce/label/c.Evenfield_Team_Pace_Distribution';
import under60 from '@salesforce/label/c.Evenfield_Team_Pace_Under_60';
import from60 from '@salesforce/label/c.Evenfield_Team_Pace_60_80';
import from80 from '@salesforce/label/c.Evenfield_Team_Pace_80_100';
import from100 from '@salesforce/label/c.Evenfield_Team_Pace_100';
import unknown from '@salesforce/label/c.Evenfield_Team_Pace_Unknown';
import behind from '@salesforce/label/c.Evenfield_Team_Behind';
import unlikely from '@salesforce/label/c.Evenfield_Team_Unlikely';
import helpTitle from '@salesforce/label/c.Evenfield_Team_Help';
import helpNone from '@salesforce/label/c.Evenfield_Team_Help_None';
import helpHow from '@salesforce/label/c.Evenfield_Team_Help_How';
import spread from '@salesforce/label/c.Evenfield_Team_Spread';
import spreadLine from '@salesforce/label/c.Evenfield_Team_Spread_Line';
import spreadBand from '@salesforce/label/c.Evenfield_Team_Spread_Band';
import spreadCount from '@salesforce/label/c.Evenfield_Team_Spread_Count';
import under50 from '@salesforce/label/c.Evenfield_Team_Spread_Under_50';
import from50 from '@salesforce/label/c.Evenfield_Team_Spread_50_80';
import share80 from '@salesforce/label/c.Evenfield_Team_Spread_80_100';
import share100 from '@salesforce/label/c.Evenfield_Team_Spread_100_120';
import share120 from '@salesforce/label/c.Evenfield_Team_Spread_120';
import risk from '@salesforce/label/c.Evenfield_Team_Risk';
import riskBand from '@salesforce/label/c.Evenfield_Team_Risk_Band';
import riskLine from '@salesforce/label/c.Evenfield_Team_Risk_Line';
import riskUnder20 from '@salesforce/label/c.Evenfield_Team_Risk_Under_20';
import risk20 from '@salesforce/label/c.Evenfield_Team_Risk_20_50';
import risk50 from '@salesforce/label/c.Evenfield_Team_Risk_50_80';
import risk80 from '@salesforce/label/c.Evenfield_Team_Risk_80';
import notForecast from '@salesforce/label/c.Evenfield_Team_Risk_Unknown';
import count from '@salesforce/label/c.Evenfield_Team_Count';
import help from '@salesforce/label/c.Evenfield_Team_Help';
import attained from '@salesforce/label/c.Evenfield_Attained';
import target from '@salesforce/label/c.Evenfield_Target';
import attainment from '@salesforce/label/c.Evenfield_Attainment';
import pace from '@salesforce/label/c.Evenfield_Pace';
import reach from '@salesforce/label/c.Evenfield_Reach_Chance';
import show from '@salesforce/label/c.Evenfield_Show';
import showAll from '@salesforce/label/c.Evenfield_Show_All';
import type { GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { filled, messageOf, stateOf } from 'c/graphqlNodes';
import { localDay } from 'c/localDay';
import { refusalWords } from 'c/ruleCriteria';
import type { StripPoint } from './attainmentSpread';
import { attainmentBands, stripPoints } from './attainmentSpread';
import type { HelpWanted } from './helpWanted';
import { helpWanted } from './helpWanted';
import type { AttainmentRow, AttainmentShow, TeamData } from './attainmentRows';
import { attainmentRows, chosenRows, paceBands, riskBands, teamTotal } from './attainmentRows';

interface CountedBand {
  readonly key: string;
  readonly label: string;
  readonly count: number;
}

/** Quota, attainment, pace and risk of the territories that the user may see, by name. */
export default class TeamAttainment extends LightningElement {
  label = {
    title,
    distribution,
    attained,
    target,
    attainment,
    pace,
    show,
    help,
    helpTitle,
    helpNone,
    helpHow,
    spread,
    spreadLine,
    spreadBand,
    spreadCount,
    risk,
    riskBand,
    riskLine
  };
  state: PanelStateName = 'loading';
  message = '';
  rows: readonly AttainmentRow[] = [];
  wanted: readonly HelpWanted[] = [];
  fault = '';
  show: AttainmentShow = 'all';
  showOptions = [
    { value: 'all', label: showAll },
    { value: 'behind', label: behind },
    { value: 'unlikely', label: unlikely }
  ];

  @wire(graphql, {
    query: gql`
      query team {
        uiapi {
          query {
            Evenfield_Territory__c(
              orderBy: { Name: { order: ASC } }
              first: 2000
              upperBound: 10000
            ) {
              edges {
                node {
                  Id
                  Name {
                    value
                  }
                  Parent__c {
                    value
                  }
                  Quota__c {
                    value
                  }
                  Attained__c {
                    value
                  }
                  Attainment__c {
                    value
                  }
                  Pace__c {
                    value
                  }
                  Help_Asked__c {
                    value
                  }
                  Help_Note__c {
                    value
                  }
                }
              }
            }
            Evenfield_Alert__c(
              where: {
                and: [
                  { Closed__c: { eq: null } }
                  { Done__c: { eq: false } }
                  { Severity__c: { eq: "Act" } }
                ]
              }
              orderBy: { Opened__c: { order: ASC } }
              first: 200
            ) {
              edges {
                node {
                  Id
                  Territory__c {
                    value
                  }
                  What__c {
                    value
                  }
                  Opened__c {
                    value
                  }
                  Snoozed_Until__c {
                    value
                  }
                }
              }
            }
            Evenfield_Quota__c(
              where: {
                and: [
                  { Period_Start__c: { lte: { literal: TODAY } } }
                  { Period_End__c: { gte: { literal: TODAY } } }
                  { Status__c: { eq: "Published" } }
                  { Product_Family__c: { eq: null } }
                ]
              }
              first: 2000
              upperBound: 10000
            ) {
              edges {
                node {
                  Id
                  Territory__c {
                    value
                  }
                  Tier__c {
                    value
                  }
                  Reach_Chance__c {
                    value
                  }
                }
              }
            }
          }
        }
      }
    `
  })
  take(result: GraphqlResult<TeamData>): void {
    this.state = stateOf(result, (data) => attainmentRows(data).length === 0);
    this.message = this.state === 'error' ? messageOf(result) : none;
    this.rows = result.data ? attainmentRows(result.data.uiapi.query) : [];
    this.wanted = result.data ? helpWanted(result.data.uiapi.query, localDay(new Date())) : [];
  }

  get shown(): (AttainmentRow & { chanceLabel: string; hasChance: boolean })[] {
    return chosenRows(this.rows, this.show).map((row) => ({
      ...row,
      hasChance: row.chance !== null,
      chanceLabel: `${reach} (${row.chanceTier})`
    }));
  }

  get bands(): { key: string; label: string; count: number; style: string }[] {
    const names = [under60, from60, from80, from100, unknown];
    const most = Math.max(1, this.rows.length);
    return paceBands(this.rows).map((amount, place) => ({
      key: String(place),
      label: names[place] ?? '',
      count: amount,
      style: `width:${(100 * amount) / most}%;height:0.5rem;background:#0b5cab`
    }));
  }

  get nobodyAsks(): boolean {
    return this.wanted.length === 0;
  }

  get points(): StripPoint[] {
    return stripPoints(this.rows.map((row) => row.attainment));
  }

  get spreadBands(): CountedBand[] {
    const names = [under50, from50, share80, share100, share120, unknown];
    return named(attainmentBands(this.rows.map((row) => row.attainment)), names);
  }

  get riskPoints(): StripPoint[] {
    return stripPoints(this.rows.map((row) => row.chance));
  }

  get riskBands(): CountedBand[] {
    return named(riskBands(this.rows), [riskUnder20, risk20, risk50, risk80, notForecast]);
  }

  get total(): ReturnType<typeof teamTotal> {
    return teamTotal(this.rows);
  }

  get countText(): string {
    return filled(count, String(this.shown.length), String(this.rows.length));
  }

  /** The territory asks no more; what the org refuses is taken back and said. */
  async giveHelp(event: Event): Promise<void> {
    const id = (event.currentTarget as HTMLButtonElement).value;
    const before = this.wanted;
    this.wanted = before.filter((one) => one.id !== id);
    this.fault = '';
    try {
      await updateRecord({ fields: { Id: id, Help_Asked__c: null } });
    } catch (error) {
      this.wanted = before;
      this.fault = refusalWords(error);
    }
  }

  changeShow(event: Event): void {
    this.show = (event.target as HTMLSelectElement).value as AttainmentShow;
  }
}

function named(counts: readonly number[], names: readonly string[]): CountedBand[] {
  return counts.map((amount, place) => ({
    key: String(place),
    label: names[place] ?? '',
    count: amount
  }));
}
