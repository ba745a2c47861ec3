import { createElement } from 'lwc';
import { graphql } from 'lightning/graphql';
import VerdictProgress from 'c/verdictProgress';

const wire = graphql as unknown as { emit(value: unknown): void };

describe('verdictProgress', () => {
  it('is accessible', async () => {
    const element = createElement('c-verdict-progress', { is: VerdictProgress });
    Object.assign(element, { requestId: 'a0R5e0000000001AAA' });
    const host = element as unknown as HTMLElement;
    document.body.appendChild(host);
    const node = { Status__c: { value: 'Failed' }, Error__c: { value: 'Refused.' } };
    wire.emit({ uiapi: { query: { Evenfield_Request__c: { edges: [{ node }] } } } });
    await Promise.resolve();
    expect(host.shadowRoot?.querySelector('p')?.textContent).toBe('Refused.');
    await expect(host).toBeAccessible();
    document.body.replaceChildren();
  });
});
