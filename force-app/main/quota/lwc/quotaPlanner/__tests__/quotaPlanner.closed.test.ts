import { createElement } from 'lwc';
import QuotaPlanner from 'c/quotaPlanner';

jest.mock(
  '@salesforce/customPermission/Evenfield_Administer',
  () => ({ __esModule: true, default: undefined }),
  { virtual: true }
);
jest.mock(
  '@salesforce/customPermission/Evenfield_Plan_Part',
  () => ({ __esModule: true, default: undefined }),
  { virtual: true }
);

describe('quotaPlanner without the permission', () => {
  it('says for whom it is', () => {
    const element = createElement('c-quota-planner', {
      is: QuotaPlanner
    }) as unknown as HTMLElement;
    document.body.appendChild(element);
    expect(
      (element.shadowRoot?.querySelector('c-panel-state') as unknown as { state: string }).state
    ).toBe('noAccess');
  });
});
