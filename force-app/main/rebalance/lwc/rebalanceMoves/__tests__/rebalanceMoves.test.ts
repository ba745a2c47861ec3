import { graphql } from 'lightning/graphql';
import { createRecord, updateRecord } from 'lightning/uiRecordApi';
import RebalanceMoves from 'c/rebalanceMoves';
import type { Panel } from 'stage/panelStage';
import { shown, testStates } from 'stage/panelStage';
import answer from './data/answer.json';

jest.mock(
  '@salesforce/label/c.Evenfield_Moves_Group',
  () => ({ __esModule: true, default: '{0}: {1} moves, {2} hours a week' }),
  {
    virtual: true
  }
);
jest.mock(
  '@salesforce/label/c.Evenfield_Moves_Group_One',
  () => ({ __esModule: true, default: '{0}: 1 move, {2} hours a week' }),
  {
    virtual: true
  }
);
jest.mock(
  '@salesforce/label/c.Evenfield_Moves_Group_Wave',
  () => ({ __esModule: true, default: 'Wave {0}' }),
  {
    virtual: true
  }
);
jest.mock(
  '@salesforce/label/c.Evenfield_Moves_Group_Wave_Day',
  () => ({ __esModule: true, default: 'Wave {0}, from {1}' }),
  {
    virtual: true
  }
);
jest.mock(
  '@salesforce/label/c.Evenfield_Moves_Held_Until',
  () => ({ __esModule: true, default: 'It moves on {0}.' }),
  {
    virtual: true
  }
);
jest.mock(
  '@salesforce/label/c.Evenfield_Moves_Effect_Territory',
  () => ({ __esModule: true, default: '{0}: {1} → {2} hours, potential {3} → {4}' }),
  {
    virtual: true
  }
);
jest.mock(
  '@salesforce/label/c.Evenfield_Moves_Effect_Account',
  () => ({ __esModule: true, default: 'Account: {0} → {1} hours, {2} → {3} miles' }),
  {
    virtual: true
  }
);
jest.mock(
  '@salesforce/label/c.Evenfield_Moves_Undecided',
  () => ({ __esModule: true, default: 'Undecided' }),
  {
    virtual: true
  }
);

const panel: Panel = {
  tag: 'c-rebalance-moves',
  component: RebalanceMoves,
  object: 'Evenfield_Rebalance_Move__c',
  answer
};
const update = updateRecord as unknown as jest.Mock;
const create = createRecord as unknown as jest.Mock;
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
};
const accounts = (root: ShadowRoot): (string | undefined)[] =>
  [...root.querySelectorAll<HTMLElement>('[data-move]')].map(({ dataset }) => dataset['move']);

const groups = (root: ShadowRoot): (string | null)[] =>
  [...root.querySelectorAll('[data-name="group"]')].map(({ textContent }) => textContent);

async function choose(root: ShadowRoot, place: number, value: string): Promise<void> {
  const select = root.querySelectorAll('select')[place];
  if (select !== undefined) select.value = value;
  select?.dispatchEvent(new CustomEvent('change'));
  await settle();
}

function textOf(blob: Blob | undefined): Promise<string> {
  return new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => {
      done(String(reader.result));
    };
    reader.readAsText(blob ?? new Blob());
  });
}

function saving(): { saved: Blob[]; click: jest.SpyInstance } {
  const saved: Blob[] = [];
  Object.assign(URL, {
    createObjectURL: (blob: Blob) => {
      saved.push(blob);
      return 'blob:moves';
    },
    revokeObjectURL: () => undefined
  });
  const click = jest
    .spyOn(HTMLAnchorElement.prototype, 'click')
    .mockImplementation(() => undefined);
  return { saved, click };
}

/** One move applied, the other held in a wave with a day. */
function applied(): unknown {
  const [held, done] = answer.Evenfield_Rebalance_Move__c.edges;
  return {
    Evenfield_Rebalance_Move__c: {
      edges: [
        {
          node: {
            ...held?.node,
            Outcome__c: { value: 'Held' },
            Outcome_Text__c: { value: 'Held: Big one closes on 2027-02-01.' },
            Hold_Until__c: { value: '2027-02-02' },
            Wave_Date__c: { value: '2027-01-18' },
            Effects__c: {
              value: JSON.stringify({
                from: { name: 'North', hours: [45, 41.23], potential: [1000, 900] },
                to: { name: 'South', hours: [30, 33.77], potential: [500, 600] },
                hours: [1.5, 1.2],
                miles: [12.2, 40.4]
              })
            }
          }
        },
        {
          node: {
            ...done?.node,
            Account__c: { value: '0015e0000000002AAA' },
            Outcome__c: { value: 'Applied' }
          }
        }
      ]
    }
  };
}

async function deciding(): Promise<ShadowRoot> {
  const root = await shown(panel);
  (root.host as unknown as { canDecide: boolean }).canDecide = true;
  await settle();
  return root;
}

afterEach(() => {
  update.mockReset();
  create.mockReset();
});

describe('rebalanceMoves', () => {
  testStates(panel);

  it('lists moves by account with their reasons, challenges and totals', async () => {
    const root = await shown(panel);
    expect(accounts(root)).toEqual(['Alder Mills', 'Birch Works']);
    const text = root.querySelector('[data-move="Birch Works"]')?.textContent ?? '';
    expect(text).toContain('North → South');
    expect(text).toContain('North is 50 % above its fair share of work.');
    expect(root.querySelector('[data-move] c-challenge-answer')).toMatchObject({
      reason: 'I know them.',
      status: 'Open',
      canDecide: false
    });
    expect(root.querySelector('button')).toBeNull();
  });

  it('says that more moves stand than were read, and adds the next part', async () => {
    const { edges } = answer.Evenfield_Rebalance_Move__c;
    const page = (names: number, more: boolean): unknown => ({
      Evenfield_Rebalance_Move__c: {
        edges: edges.slice(names, names + 1),
        pageInfo: { hasNextPage: more, endCursor: more ? 'next' : null }
      }
    });
    const root = await shown(panel, page(0, true));
    expect(root.querySelector('[data-name="part"]')).not.toBeNull();
    root.querySelector<HTMLElement>('[data-name="next-part"]')?.click();
    await settle();
    (graphql as unknown as { emit(value: unknown): void }).emit({
      uiapi: { query: page(1, false) }
    });
    await settle();
    expect(accounts(root)).toEqual(['Alder Mills', 'Birch Works']);
    expect(root.querySelector('[data-name="part"]')).toBeNull();
  });

  it('filters and sorts', async () => {
    const root = await shown(panel);
    const [show, sort] = root.querySelectorAll('select');
    const choose = async (select: HTMLSelectElement | undefined, value: string): Promise<void> => {
      if (select !== undefined) select.value = value;
      select?.dispatchEvent(new CustomEvent('change'));
      await settle();
    };
    await choose(sort, 'hours');
    expect(accounts(root)).toEqual(['Alder Mills', 'Birch Works']);
    await choose(sort, 'wave');
    expect(accounts(root)).toEqual(['Alder Mills', 'Birch Works']);
    await choose(show, 'challenged');
    expect(accounts(root)).toEqual(['Birch Works']);
  });

  it('takes a rejected move out of the totals at once, and puts it back where the org refuses', async () => {
    update.mockResolvedValue({ id: 'a085e0000000001AAA' });
    const root = await deciding();
    const reject = (): HTMLButtonElement | null =>
      root.querySelector('[data-move="Birch Works"] button[data-verdict="Rejected"]');
    reject()?.click();
    await settle();
    expect(update).toHaveBeenCalledWith({
      fields: { Id: 'a085e0000000001AAA', Verdict__c: 'Rejected' }
    });
    const verdict = (): string | null | undefined =>
      root.querySelector('[data-move="Birch Works"]')?.getAttribute('data-verdict');
    expect(verdict()).toBe('Rejected');
    update.mockRejectedValue({ body: { message: 'not open for decisions' } });
    root
      .querySelector<HTMLButtonElement>('[data-move="Birch Works"] button[data-verdict="Accepted"]')
      ?.click();
    await settle();
    expect(verdict()).toBe('Rejected');
    expect(root.querySelector('[data-name="fault"]')?.textContent).toBe('not open for decisions');
  });

  it('puts moves together by territory and wave, with counts and hours', async () => {
    const root = await shown(panel);
    await choose(root, 2, 'from');
    expect(groups(root)).toEqual(['North: 2 moves, 5.5 hours a week']);
    expect(accounts(root)).toEqual(['Alder Mills', 'Birch Works']);
    await choose(root, 2, 'to');
    expect(groups(root)).toEqual([
      'West: 1 move, 4.0 hours a week',
      'South: 1 move, 1.5 hours a week'
    ]);
    await choose(root, 2, 'wave');
    expect(groups(root)).toEqual([
      'Wave 0: 1 move, 4.0 hours a week',
      'Wave 1: 1 move, 1.5 hours a week'
    ]);
  });

  it('asks for one verdict on a group, and follows it', async () => {
    create.mockResolvedValue({ id: 'a0R5e0000000001AAA' });
    const root = await deciding();
    await choose(root, 2, 'to');
    root
      .querySelector<HTMLElement>('[data-group="South"] [data-scope][data-verdict="Rejected"]')
      ?.click();
    await settle();
    expect(create).toHaveBeenCalledTimes(1);
    const [[{ apiName, fields }]] = create.mock.calls as [
      [{ apiName: string; fields: Record<string, unknown> }]
    ];
    expect(apiName).toBe('Evenfield_Request__c');
    expect(fields).toMatchObject({ Kind__c: 'Verdict', Status__c: 'Requested' });
    expect(JSON.parse(String(fields['Filter__c']))).toEqual({
      to: 'a0J5e0000000002EAA',
      verdict: 'Rejected'
    });
    expect(root.querySelector('c-verdict-progress')).not.toBeNull();
  });

  it('asks for one verdict on all that is found, of a group or of the whole', async () => {
    create.mockResolvedValue({ id: 'a0R5e0000000001AAA' });
    const root = await deciding();
    const asks = async (within: string): Promise<unknown> => {
      root.querySelector<HTMLElement>(`${within} [data-scope][data-verdict="Accepted"]`)?.click();
      await settle();
      const [[{ fields }]] = create.mock.calls.slice(-1) as [[{ fields: Record<string, unknown> }]];
      return JSON.parse(String(fields['Filter__c']));
    };
    expect(await asks('[data-name="decide-found"]')).toEqual({ verdict: 'Accepted' });
    await choose(root, 0, 'challenged');
    await choose(root, 2, 'from');
    expect(groups(root)).toEqual(['North: 1 move, 1.5 hours a week']);
    expect(await asks('[data-group="North"]')).toEqual({
      verdict: 'Accepted',
      from: 'a0J5e0000000001EAA',
      state: 'challenged'
    });
    expect(await asks('[data-name="decide-found"]')).toEqual({
      verdict: 'Accepted',
      state: 'challenged'
    });
    const search = root.querySelector<HTMLInputElement>('lightning-input');
    if (search !== null) search.value = ' birch ';
    search?.dispatchEvent(new CustomEvent('change'));
    await settle();
    expect(await asks('[data-name="decide-found"]')).toEqual({
      verdict: 'Accepted',
      search: 'birch',
      state: 'challenged'
    });
  });

  it('offers no verdict on what is found by its outcome', async () => {
    const root = await deciding();
    await choose(root, 0, 'Held');
    expect(root.querySelector('[data-scope]')).toBeNull();
  });

  it('tells when a wave begins, what holds an account and till when, and what changes for both territories', async () => {
    const root = await shown(panel, applied());
    await choose(root, 2, 'wave');
    expect(groups(root)).toEqual([
      'Wave 0: 1 move, 4.0 hours a week',
      'Wave 1, from 2027-01-18: 1 move, 1.5 hours a week'
    ]);
    await choose(root, 0, 'Held');
    expect(accounts(root)).toEqual(['Birch Works']);
    const row = root.querySelector('[data-move="Birch Works"]');
    expect(row?.textContent).toContain(
      'Held: Big one closes on 2027-02-01. It moves on 2027-02-02.'
    );
    expect(
      [...(row?.querySelectorAll('[data-name="effect"]') ?? [])].map(
        ({ textContent }) => textContent
      )
    ).toEqual([
      'North: 45 → 41.2 hours, potential 1,000 → 900',
      'South: 30 → 33.8 hours, potential 500 → 600',
      'Account: 1.5 → 1.2 hours, 12 → 40 miles'
    ]);
  });

  it('asks for a wave, a territory or one account to be taken back where that is allowed', async () => {
    create.mockResolvedValue({ id: 'a0R5e0000000001AAA' });
    const root = await shown(panel, applied());
    expect(root.querySelector('[data-back]')).toBeNull();
    (root.host as unknown as { canRollBack: boolean }).canRollBack = true;
    await settle();
    const asked: unknown[] = [];
    const press = async (within: string): Promise<void> => {
      root.querySelector<HTMLElement>(`${within} [data-back]`)?.click();
      await settle();
      const [[{ fields }]] = create.mock.calls.slice(-1) as [[{ fields: Record<string, unknown> }]];
      expect(fields).toMatchObject({ Kind__c: 'Roll Back', Status__c: 'Requested' });
      asked.push(JSON.parse(String(fields['Filter__c'])));
    };
    await press('[data-move="Alder Mills"]');
    await choose(root, 2, 'wave');
    await press('[data-group="0"]');
    await choose(root, 2, 'to');
    await press('[data-group="West"]');
    expect(asked).toEqual([
      { account: '0015e0000000002AAA' },
      { wave: 0 },
      { territory: 'a0J5e0000000003EAA' }
    ]);
    // Nothing of this group is applied yet.
    expect(root.querySelector('[data-group="South"] [data-back]')).toBeNull();
    await choose(root, 0, 'Applied');
    expect(root.querySelector('[data-group="West"] > div [data-back]')).toBeNull();
  });

  it('tells the page that the scenario may be another once the service has answered', async () => {
    create.mockResolvedValue({ id: 'a0R5e0000000001AAA' });
    const root = await deciding();
    const changed = jest.fn();
    root.host.addEventListener('changed', changed);
    root.querySelector<HTMLElement>('[data-name="decide-found"] button')?.click();
    await settle();
    root.querySelector('c-verdict-progress')?.dispatchEvent(new CustomEvent('ended'));
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it('saves the chosen rows as CSV, with nothing that a spreadsheet takes for a formula', async () => {
    const { saved, click } = saving();
    const [first] = answer.Evenfield_Rebalance_Move__c.edges;
    const odd = {
      node: {
        ...first?.node,
        Account_Label__c: { value: '=SUM(A1)' },
        Reason__c: { value: 'Has "quotes", commas\nand lines.' }
      }
    };
    const root = await shown(panel, { Evenfield_Rebalance_Move__c: { edges: [odd] } });
    root.querySelector<HTMLElement>('[data-name="export"]')?.click();
    await settle();
    expect(click).toHaveBeenCalledTimes(1);
    const text = await textOf(saved[0]);
    const [heading, ...rest] = text.split('\r\n');
    expect(heading?.split(',')).toHaveLength(12);
    expect(rest.join('\r\n')).toContain("'=SUM(A1),North,South,1.5,1,Undecided,");
    expect(text).toContain('"Has ""quotes"", commas\nand lines."');
    click.mockRestore();
  });

  it('reads all moves before it saves them', async () => {
    const { saved, click } = saving();
    const { edges } = answer.Evenfield_Rebalance_Move__c;
    const page = (place: number, endCursor: string | null): unknown => ({
      Evenfield_Rebalance_Move__c: {
        edges: edges.slice(place, place + 1),
        pageInfo: { hasNextPage: endCursor !== null, endCursor }
      }
    });
    const root = await shown(panel, page(0, 'next'));
    root.querySelector<HTMLElement>('[data-name="export"]')?.click();
    await settle();
    expect(saved).toHaveLength(0);
    (graphql as unknown as { emit(value: unknown): void }).emit({
      uiapi: { query: page(1, null) }
    });
    await settle();
    const text = await textOf(saved[0]);
    expect(
      text
        .split('\r\n')
        .slice(1, 3)
        .map((line) => line.split(',')[0])
    ).toEqual(['Alder Mills', 'Birch Works']);
    expect(saved).toHaveLength(1);
    click.mockRestore();
  });
});
