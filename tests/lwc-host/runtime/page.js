import '@lwc/synthetic-shadow';
import { createElement } from 'lwc';
import DoThisNext from 'c/doThisNext';
import TerritoryPanel from 'c/territoryPanel';
import PotentialPanel from 'c/potentialPanel';
import MyMoves from 'c/myMoves';
import QuotaPanel from 'c/quotaPanel';
import RetentionPanel from 'c/retentionPanel';
import TerritoryBoard from 'c/territoryBoard';
import TerritoryMap from 'c/territoryMap';
import SyncNow from 'c/syncNow';
import RebalanceConsole from 'c/rebalanceConsole';
import TerritoryBrief from 'c/territoryBrief';
import TerritoryVerdict from 'c/territoryVerdict';
import ApproachPage from 'c/approachPage';
import QuotaPlanner from 'c/quotaPlanner';
import RuleDesigner from 'c/ruleDesigner';
import AlertInbox from 'c/alertInbox';
import QuotaOutlook from 'c/quotaOutlook';
import SellingMetrics from 'c/sellingMetrics';
import WeekGoals from 'c/weekGoals';
import MyQuota from 'c/myQuota';
import PeriodReview from 'c/periodReview';
import TeamAttainment from 'c/teamAttainment';
import RetentionBoard from 'c/retentionBoard';
import RetentionModel from 'c/retentionModel';
import GrowthBoard from 'c/growthBoard';

const components = {
  'c-do-this-next': DoThisNext,
  'c-territory-panel': TerritoryPanel,
  'c-potential-panel': PotentialPanel,
  'c-my-moves': MyMoves,
  'c-quota-panel': QuotaPanel,
  'c-retention-panel': RetentionPanel,
  'c-territory-board': TerritoryBoard,
  'c-territory-map': TerritoryMap,
  'c-sync-now': SyncNow,
  'c-rebalance-console': RebalanceConsole,
  'c-territory-brief': TerritoryBrief,
  'c-territory-verdict': TerritoryVerdict,
  'c-approach-page': ApproachPage,
  'c-quota-planner': QuotaPlanner,
  'c-rule-designer': RuleDesigner,
  'c-alert-inbox': AlertInbox,
  'c-quota-outlook': QuotaOutlook,
  'c-selling-metrics': SellingMetrics,
  'c-week-goals': WeekGoals,
  'c-my-quota': MyQuota,
  'c-period-review': PeriodReview,
  'c-team-attainment': TeamAttainment,
  'c-retention-board': RetentionBoard,
  'c-retention-model': RetentionModel,
  'c-growth-board': GrowthBoard
};

for (const place of document.querySelectorAll('[data-component]')) {
  const name = place.dataset.component;
  const element = createElement(name, { is: components[name] });
  if (place.dataset.recordId) element.recordId = place.dataset.recordId;
  place.appendChild(element);
}
document.documentElement.dataset.ready = 'true';
