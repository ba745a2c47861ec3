import type { OrgConnection } from '../salesforce/connection.ts';
import type { AskedRequest } from './requests.ts';

/** An answer to a request: words for people, and JSON for the page that asked. */
export interface AnswerReport {
  readonly words: string;
  readonly answer: string;
}

/** Answers requests of a kind over a connection that refuses to write. */
export type Answering = (
  connection: OrgConnection,
  filter: string,
  asked: AskedRequest
) => Promise<AnswerReport>;

/** How many characters `Answer__c` takes. */
export const longestAnswer = 131_072;

/** What was asked cannot be answered, and the words say why and what to do. */
export class UnusableRequestError extends Error {
  readonly cure: string;
  constructor(message: string, cure: string) {
    super(message);
    this.cure = cure;
  }
}
