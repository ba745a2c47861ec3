import { executeMutation, gql } from 'lightning/graphql';
import { createRecord } from 'lightning/uiRecordApi';

/** One account to another territory; ids of 18 characters, `from` null where it has none. */
export interface ScenarioMove {
  readonly account: string;
  readonly from: string | null;
  readonly to: string;
}

/** Moves that one request makes, all or none of them. */
const movesAtOnce = 100;

/**
 * Writes a scenario as a draft with its moves; nothing of the accounts is touched. A draft is read by
 * the service only when somebody asks for it.
 * @returns id of the scenario
 * @throws Error with the platform's words, and how many moves the draft holds already
 */
export async function saveScenario(name: string, moves: readonly ScenarioMove[]): Promise<string> {
  const { id } = await createRecord({
    apiName: 'Evenfield_Rebalance__c',
    fields: { Name: name, Status__c: 'Draft', Scope__c: 'Territories', Design__c: 'Chosen Moves' }
  });
  for (let from = 0; from < moves.length; from += movesAtOnce) {
    const { errors } = await executeMutation({
      query: gql`
        ${mutationFor(id, moves.slice(from, from + movesAtOnce))}
      `
    });
    const words = (errors ?? []).map(({ message }) => message ?? '').filter((text) => text !== '');
    if (words.length > 0)
      throw new Error(
        `${[...new Set(words)].join(' ')} (${String(from)}/${String(moves.length)}, ${name})`
      );
  }
  return id;
}

function mutationFor(scenario: string, moves: readonly ScenarioMove[]): string {
  const changes = moves.map(({ account, from, to }, index) => {
    const before = from === null ? '' : `From__c: "${from}" `;
    return `m${String(index)}: Evenfield_Rebalance_Move__cCreate(input: { Evenfield_Rebalance_Move__c: { Rebalance__c: "${scenario}" Account__c: "${account}" ${before}To__c: "${to}" } }) { Record { Id } }`;
  });
  return `mutation saveMoves { uiapi(input: { allOrNone: true }) { ${changes.join('\n')} } }`;
}

/** The words of what the platform or a request threw. */
export function wordsOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  const body = 'body' in error ? (error.body as { message?: string } | null) : null;
  return body?.message ?? ('message' in error ? String(error.message) : '');
}
