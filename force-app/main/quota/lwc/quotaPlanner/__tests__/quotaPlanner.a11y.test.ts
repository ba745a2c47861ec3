import { createElement } from 'lwc';
import { graphql } from 'lightning/graphql';
import QuotaPlanner from 'c/quotaPlanner';
import { planned, plannedRequest, plannerAnswer, refusedReport } from 'stage/plannerStage';

jest.mock(
  '@salesforce/customPermission/Evenfield_Administer',
  () => ({ __esModule: true, default: true }),
  { virtual: true }
);

async function open(answer: unknown): Promise<void> {
  const element = createElement('c-quota-planner', { is: QuotaPlanner }) as unknown as HTMLElement;
  document.body.appendChild(element);
  (graphql as unknown as { emit(value: unknown): void }).emit({ uiapi: { query: answer } });
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
}

describe('quotaPlanner', () => {
  afterEach(() => {
    document.body.replaceChildren();
  });

  it.each([
    ['a draft', plannerAnswer(planned)],
    ['a refusal', plannerAnswer({ status: 'Done', asked: plannedRequest, report: refusedReport })],
    ['nothing yet', plannerAnswer()]
  ])('has no accessibility violation with %s', async (_, answer) => {
    await open(answer);
    await expect(document.body).toBeAccessible();
  });
});
