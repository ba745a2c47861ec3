import { createElement } from 'lwc';
import { graphql } from 'lightning/graphql';
import ApproachPage from 'c/approachPage';
import { approachAnswer, approachReport } from 'stage/approachStage';

jest.mock(
  '@salesforce/customPermission/Evenfield_Administer',
  () => ({ __esModule: true, default: true }),
  { virtual: true }
);

async function open(answer: unknown): Promise<ShadowRoot | null> {
  const element = createElement('c-approach-page', { is: ApproachPage }) as unknown as HTMLElement;
  document.body.appendChild(element);
  (graphql as unknown as { emit(value: unknown): void }).emit({ uiapi: { query: answer } });
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
  return element.shadowRoot;
}

describe('approachPage', () => {
  afterEach(() => {
    document.body.replaceChildren();
  });

  it('has no accessibility violation with an answer', async () => {
    const root = await open(
      approachAnswer({ status: 'Done', answer: JSON.stringify(approachReport) })
    );
    expect(root?.querySelectorAll('[data-bar]')).toHaveLength(3);
    await expect(document.body).toBeAccessible();
  });

  it('has none without one', async () => {
    await open(approachAnswer());
    await expect(document.body).toBeAccessible();
  });
});
