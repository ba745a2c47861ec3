import { createElement } from 'lwc';
import type { LightningElement } from 'lwc';
import { graphql } from 'lightning/graphql';

interface Wire {
  emit(value: unknown): void;
  emitErrors(errors: readonly { message: string }[]): void;
}

const wire = graphql as unknown as Wire;

/** A panel under test. */
export interface Panel {
  readonly tag: string;
  readonly component: typeof LightningElement;
  /** Object whose rows the panel shows, and which may be empty or closed to the user. */
  readonly object: string;
  /** A full answer of the org. */
  readonly answer: unknown;
}

/** Puts the panel on the page, as on an account. */
export function place(panel: Panel): ShadowRoot {
  const element = createElement(panel.tag, { is: panel.component }) as unknown as HTMLElement & {
    recordId?: string;
  };
  element.recordId = '0015e0000000001AAA';
  document.body.appendChild(element);
  if (element.shadowRoot === null) throw new Error(`${panel.tag} has no shadow root`);
  return element.shadowRoot;
}

/** Puts the panel on the page and answers its request. */
export async function shown(panel: Panel, query: unknown = panel.answer): Promise<ShadowRoot> {
  const root = place(panel);
  wire.emit({ uiapi: { query } });
  await Promise.resolve();
  await Promise.resolve();
  return root;
}

const inside = (root: ShadowRoot): { state: string; message: string } =>
  root.querySelector('c-panel-state') as unknown as { state: string; message: string };

async function failed(panel: Panel, message: string): Promise<ShadowRoot> {
  const root = place(panel);
  wire.emitErrors([{ message }]);
  await Promise.resolve();
  return root;
}

const clear = (): void => {
  document.body.replaceChildren();
};

/** The states that every panel has besides its data. */
export function testStates(panel: Panel): void {
  afterEach(clear);

  it('loads until the answer comes', () => {
    expect(inside(place(panel)).state).toBe('loading');
  });

  it('says so when there is nothing', async () => {
    expect(inside(await shown(panel, { [panel.object]: { edges: [] } })).state).toBe('empty');
  });

  it('shows the words of an error', async () => {
    const root = await failed(panel, 'The server is away');
    expect([inside(root).state, inside(root).message]).toEqual(['error', 'The server is away']);
  });

  it('knows an object that is closed to the user', async () => {
    const root = await failed(
      panel,
      `Validation error (FieldUndefined@[uiapi/query/${panel.object}]) : Field '${panel.object}' is undefined`
    );
    expect(inside(root).state).toBe('noAccess');
  });
}

/** In a file of its own, because axe never ends under fake timers. */
export function testAccessibility(panel: Panel): void {
  afterEach(clear);

  it('has no accessibility violation with data', async () => {
    await shown(panel);
    await expect(document.body).toBeAccessible();
  });

  it('has none when empty', async () => {
    await shown(panel, { [panel.object]: { edges: [] } });
    await expect(document.body).toBeAccessible();
  });
}
