import { createElement } from 'lwc';
import ApproachPage from 'c/approachPage';

jest.mock(
  '@salesforce/customPermission/Evenfield_Administer',
  () => ({ __esModule: true, default: undefined }),
  { virtual: true }
);

describe('approachPage without the permission', () => {
  it('says for whom it is', () => {
    const element = createElement('c-approach-page', {
      is: ApproachPage
    }) as unknown as HTMLElement;
    document.body.appendChild(element);
    expect(
      (element.shadowRoot?.querySelector('c-panel-state') as unknown as { state: string }).state
    ).toBe('noAccess');
  });
});
