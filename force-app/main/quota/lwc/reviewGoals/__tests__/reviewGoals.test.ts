import { createElement } from 'lwc';
import { createRecord } from 'lightning/uiRecordApi';
import ReviewGoals from 'c/reviewGoals';

jest.mock('@salesforce/user/Id', () => ({ __esModule: true, default: '0055e0000000001AAA' }), {
  virtual: true
});

const create = createRecord as unknown as jest.Mock;
const me = { id: '0055e0000000001AAA', name: 'Ana Ruiz' };
const other = { id: '0055e0000000002AAA', name: 'Ben Ito' };
const field = <T>(value: T): { value: T } => ({ value });
const goal = (more: object = {}): unknown => ({
  Id: 'g1',
  What__c: field('Win the north'),
  Measure__c: field('Attained'),
  Sense__c: field('At Least'),
  Target__c: field(1000),
  Actual__c: field(250),
  Due__c: field('2026-10-31'),
  Status__c: field('Open'),
  Note__c: field(null),
  Person__r: { Name: field('Ana Ruiz') },
  ...more
});
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};

async function open(goals: readonly unknown[], people = [me]): Promise<ShadowRoot> {
  const element = createElement('c-review-goals', { is: ReviewGoals });
  Object.assign(element, { reviewId: 'r1', reviewed: '2026-09-30', goals, people });
  document.body.appendChild(element as unknown as HTMLElement);
  await settle();
  const root = (element as unknown as HTMLElement).shadowRoot;
  if (root === null) throw new Error('no shadow root');
  return root;
}

async function press(root: ShadowRoot, action: string): Promise<void> {
  root.querySelector<HTMLElement>(`[data-do="${action}"]`)?.click();
  await settle();
}

async function fill(root: ShadowRoot, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const input = root.querySelector(`[data-field="${name}"]`) as HTMLInputElement;
    input.value = value;
    input.dispatchEvent(new CustomEvent('change'));
    await settle();
  }
}

const measuresOf = (root: ShadowRoot): string[] =>
  [...root.querySelectorAll('[data-field="measure"] option')].map(
    (option) => (option as HTMLOptionElement).value
  );

afterEach(() => {
  document.body.replaceChildren();
  create.mockReset();
});

describe('reviewGoals', () => {
  it('shows how far a goal is, and none where nothing is measured or less is better', async () => {
    const root = await open([
      goal(),
      goal({ Id: 'g2', Actual__c: field(null), Status__c: field('Not Measured') }),
      goal({ Id: 'g3', Sense__c: field('At Most') })
    ]);
    const bars = [...root.querySelectorAll('progress')].map(({ value }) => value);
    expect(bars).toEqual([0.25]);
    expect(
      [...root.querySelectorAll('li')].map((item) => item.getAttribute('data-status'))
    ).toEqual(['Open', 'Not Measured', 'Open']);
  });

  it('writes a goal that says what, by which figure, how much, until when and whose', async () => {
    create.mockResolvedValue({ id: 'g9' });
    const root = await open([]);
    const heard = jest.fn();
    root.host.addEventListener('saved', heard);
    await press(root, 'new');
    await fill(root, { what: ' Win the north ', target: '5000', due: '2026-12-31' });
    await press(root, 'save');
    expect(create).toHaveBeenCalledWith({
      apiName: 'Evenfield_Review_Goal__c',
      fields: {
        Review__c: 'r1',
        What__c: 'Win the north',
        Measure__c: 'Attained',
        Sense__c: 'At Least',
        Target__c: 5000,
        Due__c: '2026-12-31',
        Person__c: me.id,
        Note__c: null
      }
    });
    expect(heard).toHaveBeenCalledTimes(1);
    expect(root.querySelector('[data-name="form"]')).toBeNull();
  });

  it.each([
    ['what', { target: '1', due: '2026-12-31' }],
    ['how much', { what: 'More', due: '2026-12-31' }],
    ['until when', { what: 'More', target: '1' }]
  ])('asks for %s before it writes', async (_, values) => {
    const root = await open([]);
    await press(root, 'new');
    await fill(root, values);
    await press(root, 'save');
    expect(create).not.toHaveBeenCalled();
    expect(root.querySelector('[data-name="fault"]')?.textContent).toBe(
      'c.Evenfield_Review_Goal_Incomplete'
    );
  });

  it('takes what is no date for none', async () => {
    const root = await open([]);
    await press(root, 'new');
    await fill(root, { what: 'More', target: '1' });
    const due = root.querySelector('[data-field="due"]') as unknown as { value: unknown };
    due.value = null;
    (due as unknown as HTMLElement).dispatchEvent(new CustomEvent('change'));
    await press(root, 'save');
    expect(create).not.toHaveBeenCalled();
  });

  it('offers how somebody sells as a measure to her alone', async () => {
    const root = await open([], [other, me]);
    await press(root, 'new');
    expect(measuresOf(root)).toContain('Win Rate');
    await fill(root, { measure: 'Win Rate', person: other.id });
    expect(measuresOf(root)).not.toContain('Win Rate');
    expect(measuresOf(root)).toContain('Attained');
  });

  it('keeps the form with the words of the org that refused it', async () => {
    create.mockRejectedValue({ body: { message: 'Too late' } });
    const root = await open([]);
    await press(root, 'new');
    await fill(root, { what: 'More', target: '1', due: '2026-12-31' });
    await press(root, 'save');
    expect(root.querySelector('[data-name="form"]')).not.toBeNull();
    expect(root.querySelector('[data-name="fault"]')?.textContent).toBe(
      'c.Evenfield_Review_Goal_Failed'
    );
  });

  it('offers no goal where nobody answers for the territory', async () => {
    expect((await open([], [])).querySelector('[data-do="new"]')).toBeNull();
  });
});
