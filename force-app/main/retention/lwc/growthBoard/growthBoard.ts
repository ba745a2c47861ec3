import { LightningElement, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import title from '@salesforce/label/c.Evenfield_Growth_Board';
import none from '@salesforce/label/c.Evenfield_Growth_Board_None';
import prospects from '@salesforce/label/c.Evenfield_Growth_Prospects';
import prospectsHelp from '@salesforce/label/c.Evenfield_Growth_Prospects_Help';
import cut from '@salesforce/label/c.Evenfield_Growth_Prospects_Cut';
import onlyBelow from '@salesforce/label/c.Evenfield_Growth_Prospects_Only_Below';
import likeness from '@salesforce/label/c.Evenfield_Growth_Likeness';
import noReason from '@salesforce/label/c.Evenfield_Growth_No_Reason';
import clusters from '@salesforce/label/c.Evenfield_Growth_Clusters';
import clustersHelp from '@salesforce/label/c.Evenfield_Growth_Clusters_Help';
import cluster from '@salesforce/label/c.Evenfield_Growth_Cluster';
import clusterAccounts from '@salesforce/label/c.Evenfield_Growth_Cluster_Accounts';
import clusterProspects from '@salesforce/label/c.Evenfield_Growth_Cluster_Prospects';
import clusterLikeness from '@salesforce/label/c.Evenfield_Growth_Cluster_Likeness';
import clusterUnknown from '@salesforce/label/c.Evenfield_Growth_Cluster_Unknown';
import type { PanelStateName } from 'c/graphqlNodes';
import { filled, messageOf, nodesOf, stateOf } from 'c/graphqlNodes';
import type { GrowthResult } from './growthQuery';
import { growthQuery } from './growthQuery';
import type { Cluster, Prospect } from './growthRows';
import { clustersOf, prospectOf } from './growthRows';

interface ShownCluster extends Cluster {
  readonly likenessText: string;
}

/** Prospects most like the best customers, and clusters of what the user may see. */
export default class GrowthBoard extends LightningElement {
  label = {
    title,
    prospects,
    prospectsHelp,
    onlyBelow,
    likeness,
    clusters,
    clustersHelp,
    cluster,
    clusterAccounts,
    clusterProspects,
    clusterLikeness
  };
  state: PanelStateName = 'loading';
  message = '';
  prospects: readonly Prospect[] = [];
  clusters: readonly Cluster[] = [];

  @wire(graphql, { query: growthQuery })
  take(result: GrowthResult): void {
    const answer = result.data?.uiapi;
    this.prospects = nodesOf(answer?.query.Evenfield_Coverage__c).map((node) =>
      prospectOf(node, noReason)
    );
    this.clusters = clustersOf(
      nodesOf(answer?.aggregate?.Evenfield_Coverage__c),
      clusterUnknown
    ).filter(({ prospects: own }) => own > 0);
    this.state = stateOf(result, () => this.clusters.length === 0);
    this.message = this.state === 'error' ? messageOf(result) : none;
  }

  get cutText(): string {
    const all = this.clusters.reduce((sum, { prospects: own }) => sum + own, 0);
    return filled(cut, String(this.prospects.length), String(all));
  }

  get isOnlyBelow(): boolean {
    return this.prospects.length === 0;
  }

  get shownClusters(): ShownCluster[] {
    return this.clusters.map((own) => ({
      ...own,
      likenessText: own.likeness === null ? '' : own.likeness.toFixed(1)
    }));
  }
}
