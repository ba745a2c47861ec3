import { startLocalOrg } from '../local-org/http/server.ts';

/** The org that a suite of other people runs against. */
export interface OrgUnderTest {
  readonly url: string;
  readonly accessToken: string;
  readonly username: string;
  stop(): Promise<void>;
}

/** More than five pages of two thousand, which jsforce's suite fetches in part and whole. */
const bigTableRows = 10_300;

/**
 * With `EVENFIELD_ORG=real` the scratch org that SF_LOGIN_URL, SF_ACCESS_TOKEN and SF_USERNAME name,
 * to which the suite's package must be deployed; else a local org over that package, filled as the
 * suite wants it.
 * @throws Error naming a setting that is missing
 */
export async function orgUnderTest(packageFolder: string): Promise<OrgUnderTest> {
  if (process.env['EVENFIELD_ORG'] === 'real') {
    const setting = (name: string): string => {
      const value = process.env[name];
      if (value === undefined || value === '')
        throw new Error(`${name} is missing: EVENFIELD_ORG=real needs it`);
      return value;
    };
    return {
      url: setting('SF_LOGIN_URL'),
      accessToken: setting('SF_ACCESS_TOKEN'),
      username: setting('SF_USERNAME'),
      stop: () => Promise.resolve()
    };
  }
  const org = await startLocalOrg({ sources: [packageFolder] });
  const admin = org.users.find((user) => user.alias === 'admin');
  if (admin === undefined) throw new Error('The local org has no admin.');
  const [account] = org.org.load('Account', [{ Name: 'Sample Account' }]);
  org.org.load(
    'Opportunity',
    Array.from({ length: 30 }, (_, index) => ({
      Name: `Sample Opportunity ${String(index)}`,
      AccountId: account ?? null,
      StageName: 'Prospecting',
      CloseDate: `2026-0${String(1 + (index % 9))}-15`,
      OwnerId: admin.userId
    }))
  );
  org.org.load(
    'BigTable__c',
    Array.from({ length: bigTableRows }, () => ({}))
  );
  return {
    url: org.url,
    accessToken: admin.accessToken,
    username: admin.username,
    stop: () => org.stop()
  };
}
