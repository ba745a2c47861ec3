import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { previewRules } from '../../../src/domain/assignment/preview-rules.ts';
import type { AnswerListName, RulesAnswer } from '../../../src/domain/assignment/rules-answer.ts';
import { answerLists, answerRules } from '../../../src/domain/assignment/rules-answer.ts';
import { applyRulesDraft, parseRulesDraft } from '../../../src/domain/assignment/rules-draft.ts';
import type { OrgSnapshot, TerritoryRule } from '../../../src/domain/core/snapshot.ts';
import { accountId, owner, snapshotOf, stateRule, territory, user } from '../org-builder.ts';

const company = (accounts: number): OrgSnapshot =>
  snapshotOf({
    territories: [
      territory('a', { ownerId: 'u1', name: 'North' }),
      territory('b', { ownerId: 'u2', name: 'South' })
    ],
    users: [user('u1'), user('u2')],
    members: [owner('a', 40), owner('b', 40)],
    rules: [stateRule('a', 'TX', 10), stateRule('b', 'OK', 20)],
    accounts: Array.from({ length: accounts }, (_, index) => ({
      state: ['TX', 'OK', 'NM'][index % 3] ?? null,
      held: index % 2 === 0 ? 'a' : 'b'
    }))
  });

function draftedRules(snapshot: OrgSnapshot, draft: object): TerritoryRule[] {
  const parsed = parseRulesDraft(JSON.stringify(draft), snapshot.territories);
  if ('fault' in parsed) throw new Error(parsed.fault);
  return applyRulesDraft(snapshot.rules, parsed.draft);
}

const parsed = (answer: string): RulesAnswer => JSON.parse(answer) as RulesAnswer;

/** All rows of a list, asked for page by page as the rules page does. */
function pagedRows(
  snapshot: OrgSnapshot,
  rules: readonly TerritoryRule[],
  list: AnswerListName,
  mostCharacters: number
): unknown[] {
  const rows: unknown[] = [];
  for (;;) {
    const { answer } = answerRules(
      snapshot,
      rules,
      [],
      { list, from: rows.length },
      mostCharacters
    );
    expect(answer.length).toBeLessThanOrEqual(mostCharacters);
    const part = parsed(answer).lists[list];
    if (part.rows.length === 0) return rows;
    rows.push(...part.rows);
  }
}

describe('a draft of rules', () => {
  it('changes, adds and takes away by key and leaves the rest as the org has it', () => {
    const snapshot = company(3);
    const rules = draftedRules(snapshot, {
      changed: [
        { key: 'r-a-10', territory: 'b', order: 5, criteria: '{"field":"Name","op":"notBlank"}' },
        { key: 'new', territory: 'a', order: 1, criteria: '{"field":"Name","op":"blank"}' }
      ],
      removed: ['r-b-20']
    });
    expect(rules).toEqual([
      {
        id: 'r-a-10',
        key: 'r-a-10',
        territoryId: 'b',
        order: 5,
        active: true,
        criteria: '{"field":"Name","op":"notBlank"}'
      },
      {
        id: 'new',
        key: 'new',
        territoryId: 'a',
        order: 1,
        active: true,
        criteria: '{"field":"Name","op":"blank"}'
      }
    ]);
    expect(draftedRules(snapshot, {})).toEqual(snapshot.rules);
  });

  it.each([
    ['{', 'no JSON'],
    ['{"changed":[{"key":"k","territory":"a","order":"1","criteria":""}]}', 'changed.0.order'],
    ['{"page":{"list":"all","from":0}}', 'page.list'],
    [
      `{"changed":[${Array(2).fill('{"key":"k","territory":"a","order":1,"criteria":""}').join(',')}]}`,
      'more than one rule'
    ]
  ])('names what is wrong with %s', (text, named) => {
    expect(parseRulesDraft(text, [])).toEqual({ fault: expect.stringContaining(named) });
  });
});

describe('the answer to a draft', () => {
  it('tells from whom to whom, and why an account goes where it goes, before and after', () => {
    const snapshot = company(6);
    const rules = draftedRules(snapshot, {
      changed: [
        {
          key: 'r-b-20',
          territory: 'b',
          order: 5,
          criteria: '{"field":"BillingState","op":"in","values":["OK","TX"]}'
        }
      ]
    });
    const told = answerRules(snapshot, rules, [accountId(0), 'nobody'], null, 100_000);
    const { lists } = parsed(told.answer);
    expect(lists.flows.rows).toEqual([
      { from: 'North', fromOwner: 'Person u1', to: 'South', toOwner: 'Person u2', accounts: 2 }
    ]);
    expect(lists.tests.rows).toEqual([
      {
        account: accountId(0),
        before: 'North',
        beforeWords: 'rule 10 of North: Billing State is TX; here Billing State TX',
        territory: 'South',
        words: 'rule 5 of South: Billing State is one of OK, TX; here Billing State TX'
      },
      {
        account: 'nobody',
        before: null,
        beforeWords: 'there is no such account',
        territory: null,
        words: 'there is no such account'
      }
    ]);
    expect(lists.unmatched.count).toBe(2);
    expect(told.words).toContain('changes for 2');
  });

  it('loses no row however little room there is: the pages together are the whole list', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1_200, max: 9_000 }),
        (accounts, mostCharacters) => {
          const snapshot = company(accounts);
          const rules = draftedRules(snapshot, { removed: ['r-a-10'] });
          const preview = previewRules(snapshot, rules);
          const { answer } = answerRules(snapshot, rules, [], null, mostCharacters);
          expect(answer.length).toBeLessThanOrEqual(mostCharacters);
          const first = parsed(answer);
          for (const list of answerLists) {
            const rows = pagedRows(snapshot, rules, list, mostCharacters);
            expect(rows).toHaveLength(first.lists[list].count);
            expect(first.lists[list].rows).toEqual(rows.slice(0, first.lists[list].rows.length));
          }
          expect(first.lists.unmatched.count).toBe(preview.unmatched.length);
          expect(first.lists.changes.count).toBe(preview.changes.length);
        }
      ),
      { numRuns: 40 }
    );
  });

  it('has every list whole where there is room', () => {
    const snapshot = company(30);
    const { lists } = parsed(
      answerRules(snapshot, draftedRules(snapshot, { removed: ['r-a-10'] }), [], null, 131_072)
        .answer
    );
    for (const list of answerLists) expect(lists[list].rows).toHaveLength(lists[list].count);
    expect(lists.changes.count).toBe(10);
  });
});
