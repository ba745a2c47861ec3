import { createElement } from 'lwc';
import { graphql } from 'lightning/graphql';
import { createRecord, updateRecord } from 'lightning/uiRecordApi';
import RuleRequest from 'c/ruleRequest';

interface Asking extends HTMLElement {
  ask(filter: string): Promise<void>;
  cancel(): Promise<void>;
}
const wire = graphql as unknown as { emit(value: unknown): void };
const create = createRecord as unknown as jest.Mock;
const update = updateRecord as unknown as jest.Mock;
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
};

function shown(): { element: Asking; heard: unknown[][] } {
  const element = createElement('c-rule-request', { is: RuleRequest }) as unknown as Asking;
  const heard: unknown[][] = [];
  for (const name of ['asked', 'answered', 'unanswered'])
    element.addEventListener(name, (event) => {
      heard.push([name, (event as CustomEvent<unknown>).detail]);
    });
  document.body.appendChild(element);
  return { element, heard };
}

const answer = (status: string, text: string | null): unknown => ({
  uiapi: {
    query: {
      Evenfield_Request__c: {
        edges: [
          {
            node: {
              Id: 'a09000000000001AAA',
              Status__c: { value: status },
              Result__c: { value: 'Done.' },
              Answer__c: { value: text },
              Error__c: { value: null }
            }
          }
        ]
      }
    }
  }
});

beforeEach(() => {
  create.mockReset().mockResolvedValue({ id: 'a09000000000001AAA' });
  update.mockReset().mockResolvedValue({});
});
afterEach(() => {
  document.body.replaceChildren();
});

describe('c-rule-request', () => {
  it('writes a request with the draft and hands on the answer', async () => {
    const { element, heard } = shown();
    await element.ask('{"rules":[]}');
    expect(create).toHaveBeenCalledWith({
      apiName: 'Evenfield_Request__c',
      fields: { Kind__c: 'Rules preview', Status__c: 'Requested', Filter__c: '{"rules":[]}' }
    });
    await settle();
    wire.emit(answer('Working', null));
    wire.emit(answer('Done', '{"moves":1}'));
    await settle();
    expect(heard).toEqual([
      ['asked', null],
      ['answered', { text: '{"moves":1}', words: 'Done.' }]
    ]);
  });

  it('does not send a draft that the field cannot take', async () => {
    const { element, heard } = shown();
    await element.ask('x'.repeat(131_073));
    expect(create).not.toHaveBeenCalled();
    expect(heard.map(([name]) => name)).toEqual(['unanswered']);
  });

  it('cancels what is not answered yet, and no answer comes after', async () => {
    const { element, heard } = shown();
    await element.ask('{}');
    await element.cancel();
    expect(update).toHaveBeenCalledWith({
      fields: { Id: 'a09000000000001AAA', Status__c: 'Cancelled' }
    });
    wire.emit(answer('Done', '{}'));
    await settle();
    expect(heard.map(([name]) => name)).toEqual(['asked', 'unanswered']);
  });
});
