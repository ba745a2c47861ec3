import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';

type Exceptions = Readonly<Record<string, Readonly<Record<string, string>>>>;
const excepted = JSON.parse(
  readFileSync('tests/clients/jsforce-not-applicable.json', 'utf8')
) as Exceptions;

describe("what of jsforce's own suite is not applicable", () => {
  it('was fixed beforehand: nine files as a whole, and the fifteen cases that the suite skips itself', () => {
    const whole = Object.entries(excepted).filter(([, cases]) => cases['*'] !== undefined);
    const single = Object.entries(excepted).filter(([, cases]) => cases['*'] === undefined);
    expect(whole.map(([file]) => file).sort()).toEqual([
      'analytics.test.ts',
      'apex.test.ts',
      'chatter.test.ts',
      'metadata.test.ts',
      'process.test.ts',
      'quick-action.test.ts',
      'soap.test.ts',
      'streaming.test.ts',
      'tooling.test.ts'
    ]);
    expect(single.map(([file, cases]) => [file, Object.keys(cases).length])).toEqual([
      ['connection-session.test.ts', 11],
      ['oauth2.test.ts', 4]
    ]);
  });

  it('has a reason for each', () => {
    for (const cases of Object.values(excepted))
      for (const reason of Object.values(cases)) expect(reason).toMatch(/\w{4,}.*\.$/);
  });
});
