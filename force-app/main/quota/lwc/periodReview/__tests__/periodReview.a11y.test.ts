import PeriodReview from 'c/periodReview';
import type { Panel } from 'stage/panelStage';
import { testAccessibility } from 'stage/panelStage';
import { reviewAnswer } from 'stage/reviewAnswer';

const panel: Panel = {
  tag: 'c-period-review',
  component: PeriodReview,
  object: 'Evenfield_Review__c',
  answer: reviewAnswer
};

describe('periodReview', () => {
  testAccessibility(panel);
});
