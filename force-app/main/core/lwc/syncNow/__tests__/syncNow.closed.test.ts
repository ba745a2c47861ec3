import { createElement } from 'lwc';
import SyncNow from 'c/syncNow';

jest.mock(
  '@salesforce/customPermission/Evenfield_Request_Sync',
  () => ({ __esModule: true, default: undefined }),
  { virtual: true }
);

describe('syncNow without the permission', () => {
  it('offers nothing and says why', async () => {
    const element = createElement('c-sync-now', { is: SyncNow });
    document.body.appendChild(element);
    const state = element.shadowRoot?.querySelector('c-panel-state') as unknown as {
      state: string;
    };
    expect(state.state).toBe('noAccess');
    await expect(document.body).toBeAccessible();
  });
});
