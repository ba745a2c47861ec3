import { createElement } from 'lwc';
import { graphql } from 'lightning/graphql';
import PreflightCheck from 'c/preflightCheck';

jest.mock(
  '@salesforce/customPermission/Evenfield_Approve_Rebalance',
  () => ({ __esModule: true, default: true }),
  { virtual: true }
);

const wire = graphql as unknown as { emit(value: unknown): void };

describe('preflightCheck', () => {
  it.each([
    ['{"obstacles":["Next year is Planned."],"lines":["1 moves."]}', 'obstacles'],
    ['{"obstacles":[],"lines":["1 moves."]}', 'clear']
  ])('is accessible with the answer %s', async (answer, shown) => {
    const element = createElement('c-preflight-check', { is: PreflightCheck });
    Object.assign(element, { rebalanceId: 'a095e0000000001AAA' });
    const host = element as unknown as HTMLElement;
    document.body.appendChild(host);
    const node = {
      Id: 'a045e0000000001AAA',
      CreatedDate: { value: '2027-01-11T09:30:00.000Z' },
      Status__c: { value: 'Done' },
      Answer__c: { value: answer },
      Error__c: { value: null }
    };
    wire.emit({ uiapi: { query: { Evenfield_Request__c: { edges: [{ node }] } } } });
    await Promise.resolve();
    expect(host.shadowRoot?.querySelector(`[data-name="${shown}"]`)).not.toBeNull();
    await expect(host).toBeAccessible();
    document.body.replaceChildren();
  });
});
