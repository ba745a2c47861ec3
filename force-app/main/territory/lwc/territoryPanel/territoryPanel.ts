import { LightningElement, api, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import title from '@salesforce/label/c.Evenfield_Territory';
import owner from '@salesforce/label/c.Evenfield_Owner';
import team from '@salesforce/label/c.Evenfield_Team';
import cover from '@salesforce/label/c.Evenfield_Cover';
import coverOpen from '@salesforce/label/c.Evenfield_Cover_Open';
import why from '@salesforce/label/c.Evenfield_Why_Here';
import since from '@salesforce/label/c.Evenfield_Since';
import placedBy from '@salesforce/label/c.Evenfield_Placed_By';
import locked from '@salesforce/label/c.Evenfield_Locked';
import lockedUntil from '@salesforce/label/c.Evenfield_Locked_Until';
import notLocked from '@salesforce/label/c.Evenfield_Not_Locked';
import finding from '@salesforce/label/c.Evenfield_Finding';
import history from '@salesforce/label/c.Evenfield_History';
import noHistory from '@salesforce/label/c.Evenfield_No_History';
import movedFromTo from '@salesforce/label/c.Evenfield_Moved_From_To';
import noTerritory from '@salesforce/label/c.Evenfield_No_Territory';
import health from '@salesforce/label/c.Evenfield_Health';
import healthOf100 from '@salesforce/label/c.Evenfield_Health_Of_100';
import aheadOf from '@salesforce/label/c.Evenfield_Ahead_Of';
import movedBy from '@salesforce/label/c.Evenfield_Health_Moved_By';
import notKnown from '@salesforce/label/c.Evenfield_Not_Known';
import nothingYet from '@salesforce/label/c.Evenfield_Nothing_Yet';
import handOff from '@salesforce/label/c.Evenfield_Hand_Off';
import attainment from '@salesforce/label/c.Evenfield_Attainment';
import coverage from '@salesforce/label/c.Evenfield_Coverage';
import workload from '@salesforce/label/c.Evenfield_Workload';
import potential from '@salesforce/label/c.Evenfield_Potential';
import retention from '@salesforce/label/c.Evenfield_Retention';
import pipeline from '@salesforce/label/c.Evenfield_Pipeline';
import travel from '@salesforce/label/c.Evenfield_Travel';
import type { GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { filled, messageOf, nodesOf, stateOf, valueOf } from 'c/graphqlNodes';
import type { HandOff } from './handOff';
import { handOffOf } from './handOff';
import type { CoverageNode, TerritoryData, TerritoryNode } from './territoryQuery';
import { territoryQuery } from './territoryQuery';

interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

interface Change {
  readonly id: string;
  readonly at: string | null;
  readonly text: string;
  readonly reason: string | null;
}

interface HealthPart {
  readonly name: string;
  readonly label: string;
  readonly text: string;
}

const parts: readonly (readonly [string, string, (node: TerritoryNode) => number | null])[] = [
  ['Attainment', attainment, (node) => valueOf(node.Health_Attainment__c)],
  ['Coverage', coverage, (node) => valueOf(node.Health_Coverage__c)],
  ['Workload', workload, (node) => valueOf(node.Health_Workload__c)],
  ['Potential', potential, (node) => valueOf(node.Health_Potential__c)],
  ['Retention', retention, (node) => valueOf(node.Health_Retention__c)],
  ['Pipeline', pipeline, (node) => valueOf(node.Health_Pipeline__c)],
  ['Travel', travel, (node) => valueOf(node.Health_Travel__c)]
];

/** Whose territory an account is in, why, since when, and how the territory is. */
export default class TerritoryPanel extends LightningElement {
  @api recordId?: string;

  label = {
    title,
    owner,
    team,
    why,
    since,
    placedBy,
    finding,
    history,
    noHistory,
    health,
    movedBy,
    handOff
  };
  state: PanelStateName = 'loading';
  message = '';
  row: CoverageNode | null = null;
  team: readonly Person[] = [];
  history: readonly Change[] = [];
  handOff: HandOff | null = null;

  get variables(): { accountId: string | undefined } {
    return { accountId: this.recordId };
  }

  @wire(graphql, { query: territoryQuery, variables: '$variables' })
  take(result: GraphqlResult<TerritoryData>): void {
    this.state = stateOf(result, (data) => nodesOf(data.Evenfield_Coverage__c).length === 0);
    this.message = this.state === 'error' ? messageOf(result) : nothingYet;
    const data = result.data?.uiapi.query;
    this.row = nodesOf(data?.Evenfield_Coverage__c)[0] ?? null;
    this.team = nodesOf(data?.Evenfield_Territory_Member__c)
      .filter((member) => valueOf(member.Role__c) !== 'Owner')
      .map((member) => ({
        id: member.Id,
        name: valueOf(member.User__r?.Name) ?? notKnown,
        role: roleText(valueOf(member.Role__c), valueOf(member.End_Date__c))
      }));
    this.handOff = handOffOf(data?.Task);
    this.history = nodesOf(data?.Evenfield_Assignment_Change__c).map((change) => ({
      id: change.Id,
      at: valueOf(change.At__c),
      text: filled(
        movedFromTo,
        valueOf(change.From_Label__c) ?? noTerritory,
        valueOf(change.To_Label__c) ?? noTerritory
      ),
      reason: valueOf(change.Reason__c)
    }));
  }

  get territoryName(): string {
    return valueOf(this.row?.Territory_Label__c) ?? noTerritory;
  }

  get owner(): string | null {
    return valueOf(this.row?.Territory_Owner__r?.Name);
  }

  get reason(): string | null {
    return valueOf(this.row?.Reason__c);
  }

  get since(): string | null {
    return valueOf(this.row?.Since__c);
  }

  get source(): string | null {
    return valueOf(this.row?.Source__c);
  }

  get finding(): string | null {
    return valueOf(this.row?.Finding__c);
  }

  get isLocked(): boolean {
    return valueOf(this.row?.Locked__c) === true;
  }

  get lockIcon(): string {
    return this.isLocked ? 'utility:lock' : 'utility:unlock';
  }

  get lockText(): string {
    if (!this.isLocked) return notLocked;
    const until = valueOf(this.row?.Locked_Until__c);
    return until === null ? locked : `${lockedUntil} ${until}`;
  }

  get hasTeam(): boolean {
    return this.team.length > 0;
  }

  get hasHistory(): boolean {
    return this.history.length > 0;
  }

  get seesTerritory(): boolean {
    return (this.row?.Territory__r ?? null) !== null;
  }

  get healthText(): string {
    const score = valueOf(this.row?.Territory__r?.Health__c);
    return score === null ? notKnown : filled(healthOf100, String(Math.round(score)));
  }

  get placeText(): string | null {
    const place = valueOf(this.row?.Territory__r?.Health_Quantile__c);
    return place === null ? null : filled(aheadOf, String(Math.round(place * 100)));
  }

  get movedBy(): string | null {
    return valueOf(this.row?.Territory__r?.Health_Moved_By__c);
  }

  get components(): HealthPart[] {
    const node = this.row?.Territory__r ?? null;
    if (node === null) return [];
    return parts.map(([name, text, read]) => {
      const score = read(node);
      return { name, label: text, text: score === null ? notKnown : String(Math.round(score)) };
    });
  }
}

function roleText(role: string | null, end: string | null): string {
  if (role !== 'Cover') return role ?? notKnown;
  return end === null ? coverOpen : filled(cover, end);
}
