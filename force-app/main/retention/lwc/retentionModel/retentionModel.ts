import { LightningElement, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import title from '@salesforce/label/c.Evenfield_Model';
import none from '@salesforce/label/c.Evenfield_Model_None';
import scorecard from '@salesforce/label/c.Evenfield_Model_Scorecard';
import ridge from '@salesforce/label/c.Evenfield_Model_Ridge';
import additive from '@salesforce/label/c.Evenfield_Model_Additive';
import noneInUse from '@salesforce/label/c.Evenfield_Model_None_In_Use';
import notInUse from '@salesforce/label/c.Evenfield_Model_Not_In_Use';
import nothing from '@salesforce/label/c.Evenfield_Model_Nothing';
import fitted from '@salesforce/label/c.Evenfield_Model_Fitted';
import rows from '@salesforce/label/c.Evenfield_Model_Rows';
import churners from '@salesforce/label/c.Evenfield_Model_Churners';
import rocArea from '@salesforce/label/c.Evenfield_Model_ROC';
import precisionArea from '@salesforce/label/c.Evenfield_Model_PR';
import brier from '@salesforce/label/c.Evenfield_Model_Brier';
import skill from '@salesforce/label/c.Evenfield_Model_Skill';
import calibration from '@salesforce/label/c.Evenfield_Model_Calibration';
import slope from '@salesforce/label/c.Evenfield_Model_Slope';
import lift from '@salesforce/label/c.Evenfield_Model_Lift';
import lead from '@salesforce/label/c.Evenfield_Model_Lead';
import versions from '@salesforce/label/c.Evenfield_Model_Versions';
import versionsHelp from '@salesforce/label/c.Evenfield_Model_Versions_Help';
import inUse from '@salesforce/label/c.Evenfield_Model_In_Use';
import says from '@salesforce/label/c.Evenfield_Model_Says';
import kind from '@salesforce/label/c.Evenfield_Model_Kind';
import yes from '@salesforce/label/c.Evenfield_Model_Yes';
import no from '@salesforce/label/c.Evenfield_Model_No';
import contractionTitle from '@salesforce/label/c.Evenfield_Model_Contraction';
import contractionHelp from '@salesforce/label/c.Evenfield_Model_Contraction_Help';
import contractionNone from '@salesforce/label/c.Evenfield_Model_Contraction_None';
import expansionTitle from '@salesforce/label/c.Evenfield_Model_Expansion';
import expansionHelp from '@salesforce/label/c.Evenfield_Model_Expansion_Help';
import expansionNone from '@salesforce/label/c.Evenfield_Model_Expansion_None';
import notKnown from '@salesforce/label/c.Evenfield_Not_Known';
import type { GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { filled, messageOf, nodesOf, stateOf, valueOf } from 'c/graphqlNodes';
import type { Finding } from './findings';
import { findingsOf, number, table } from './findings';
import type { ModelData, VersionNode } from './modelQuery';
import { modelQuery } from './modelQuery';

const kinds: Readonly<Record<string, string>> = {
  Scorecard: scorecard,
  Ridge: ridge,
  Additive: additive
};

interface Measure {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'number' | 'day';
  readonly value: string | number | null;
}

/** How good a version was on what it had not seen. */
function measuresOf(own: VersionNode): Measure[] {
  const told = (name: string, label: string, value: number | null): Measure => ({
    name,
    label,
    kind: 'text',
    value: value === null ? null : number(value, 3)
  });
  return [
    { name: 'fitted', label: fitted, kind: 'day', value: valueOf(own.Fitted__c) },
    { name: 'rows', label: rows, kind: 'number', value: valueOf(own.Rows__c) },
    { name: 'churners', label: churners, kind: 'number', value: valueOf(own.Churners__c) },
    told('roc', rocArea, valueOf(own.ROC_Area__c)),
    told('precision', precisionArea, valueOf(own.Precision_Area__c)),
    told('brier', brier, valueOf(own.Brier__c)),
    told('skill', skill, valueOf(own.Brier_Skill__c)),
    told('calibration', calibration, valueOf(own.Calibration_Error__c)),
    told('slope', slope, valueOf(own.Calibration_Slope__c)),
    told('lift', lift, valueOf(own.Lift__c))
  ];
}

function leadOf(own: VersionNode): Measure {
  return { name: 'lead', label: lead, kind: 'number', value: valueOf(own.Lead_Days__c) };
}

interface StayersModel {
  readonly name: string;
  readonly title: string;
  readonly help: string;
  readonly kindText: string;
  readonly kindName: string;
  /** Of the version in use, else why the newest is not. */
  readonly says: string;
  readonly saysName: string;
  readonly measures: readonly Measure[];
}

function stayersModel(
  name: string,
  heading: string,
  help: string,
  noModel: string,
  nodes: readonly VersionNode[]
): StayersModel | null {
  const [newest] = nodes;
  if (newest === undefined) return null;
  const own = nodes.find((node) => valueOf(node.In_Use__c) === true) ?? null;
  return {
    name,
    title: heading,
    help,
    kindText: own === null ? noModel : (kinds[valueOf(own.Kind__c) ?? ''] ?? notKnown),
    kindName: `${name}-kind`,
    says: valueOf((own ?? newest).Message__c) ?? '',
    saysName: `${name}-says`,
    measures:
      own === null
        ? []
        : measuresOf(own).map((measure) => ({ ...measure, name: `${name}-${measure.name}` }))
  };
}

/** Which model the risk comes from, how good it was on what it had not seen, and what its history tells besides. */
export default class RetentionModel extends LightningElement {
  label = { title, nothing };
  state: PanelStateName = 'loading';
  message = '';
  versions: readonly VersionNode[] = [];
  /** Versions of the models of those who stay. */
  contractions: readonly VersionNode[] = [];
  expansions: readonly VersionNode[] = [];

  @wire(graphql, { query: modelQuery })
  take(result: GraphqlResult<ModelData>): void {
    this.state = stateOf(result, (data) => nodesOf(data.Evenfield_Model_Version__c).length === 0);
    this.message = this.state === 'error' ? messageOf(result) : none;
    const all = nodesOf(result.data?.uiapi.query.Evenfield_Model_Version__c);
    const of = (predicts: string): VersionNode[] =>
      all.filter((node) => (valueOf(node.Predicts__c) ?? 'Churn') === predicts);
    this.versions = of('Churn');
    this.contractions = of('Contraction');
    this.expansions = of('Expansion');
  }

  get current(): VersionNode | null {
    return this.versions.find((node) => valueOf(node.In_Use__c) === true) ?? null;
  }

  get kindText(): string {
    const own = this.current;
    return own === null ? noneInUse : (kinds[valueOf(own.Kind__c) ?? ''] ?? notKnown);
  }

  get says(): string {
    return this.current === null ? '' : (valueOf(this.current.Message__c) ?? '');
  }

  /** Where the last fit is not the one in use: it was worse, and why. */
  get worse(): string {
    const newest = this.versions[0];
    if (newest === undefined || valueOf(newest.In_Use__c) === true) return '';
    return filled(
      notInUse,
      valueOf(newest.Fitted__c) ?? notKnown,
      valueOf(newest.Message__c) ?? ''
    );
  }

  get measures(): Measure[] {
    return this.current === null ? [] : [...measuresOf(this.current), leadOf(this.current)];
  }

  /** What is foretold of those who stay, where it was ever fitted. */
  get stayers(): StayersModel[] {
    return [
      stayersModel(
        'contraction',
        contractionTitle,
        contractionHelp,
        contractionNone,
        this.contractions
      ),
      stayersModel('expansion', expansionTitle, expansionHelp, expansionNone, this.expansions)
    ].flatMap((model) => model ?? []);
  }

  get findings(): Finding[] {
    const own = this.current;
    return [...(own === null ? [] : findingsOf(own)), this.versionTable];
  }

  get versionTable(): Finding {
    return table(
      'versions',
      versions,
      versionsHelp,
      [fitted, kind, inUse, rocArea, skill, says],
      this.versions.map((node) => [
        valueOf(node.Fitted__c) ?? notKnown,
        valueOf(node.Kind__c) ?? notKnown,
        valueOf(node.In_Use__c) === true ? yes : no,
        number(valueOf(node.ROC_Area__c), 3),
        number(valueOf(node.Brier_Skill__c), 3),
        valueOf(node.Message__c) ?? ''
      ])
    );
  }
}
