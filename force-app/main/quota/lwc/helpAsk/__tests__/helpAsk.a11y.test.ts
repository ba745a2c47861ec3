import { createElement } from 'lwc';
import HelpAsk from 'c/helpAsk';

describe('helpAsk', () => {
  afterEach(() => {
    document.body.replaceChildren();
  });

  it.each([null, '2026-03-01T10:00:00.000Z'])(
    'has no accessibility violation, asked %s',
    async (asked) => {
      const element = createElement('c-help-ask', { is: HelpAsk });
      Object.assign(element, { recordId: 't1', name: 'Florida', asked, note: 'Visits' });
      document.body.appendChild(element as unknown as Node);
      await expect(document.body).toBeAccessible();
    }
  );
});
