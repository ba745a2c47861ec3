import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parsePolicy, policyDefaults } from '../../../src/domain/core/policy.ts';

const documented = readFileSync('docs/formulas.md', 'utf8');

describe('the documented defaults', () => {
  const section = documented.slice(documented.indexOf('## Defaults of the policy'));
  const rows = [...section.matchAll(/^\| `(\w+__c)` +\| `?([^|`]+?)`? +\|/gm)].map(
    ([, field = '', value = '']) => [field, value.trim()] as const
  );

  it('are those of the code, all of them and no others', () => {
    expect(Object.fromEntries(rows)).toEqual(
      Object.fromEntries(
        Object.entries(policyDefaults).map(([field, value]) => [field, String(value)])
      )
    );
    process.stdout.write(`counted: ${String(rows.length)} documented defaults\n`);
  });

  it('of what is no number are those of a policy that says nothing', () => {
    expect(section).toMatch(/time zone is `UTC`, the write mode `Advisory`, families follow their/);
    expect(parsePolicy(null).policy).toMatchObject({
      timeZone: 'UTC',
      writeMode: 'Advisory',
      familyFollowsParent: true,
      tierField: null,
      season: null
    });
  });

  it('give weights of 1 in all', () => {
    const { weights, accountWeights } = parsePolicy(null).policy;
    for (const each of [weights, accountWeights])
      expect(Object.values(each).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  });
});

describe('a policy row', () => {
  it('that is blank is the default, without complaint', () => {
    const blank = Object.fromEntries(Object.keys(policyDefaults).map((field) => [field, null]));
    expect(parsePolicy(blank)).toEqual(parsePolicy(null));
    expect(parsePolicy(null).problems).toEqual([]);
  });

  it('is read where it can be used', () => {
    const { policy, problems } = parsePolicy({
      Time_Zone__c: 'America/Denver',
      Nightly_Hour__c: 23,
      Write_Mode__c: 'ETM',
      Family_Follows_Parent__c: false,
      Tier_Field__c: ' Rating ',
      Visits_A__c: '0.75',
      Tolerance__c: 0,
      Map_Travel__c: '0:100; 1:0',
      Season__c: '0.5:0.4;1:1'
    });
    expect(problems).toEqual([]);
    expect(policy).toMatchObject({
      timeZone: 'America/Denver',
      nightlyHour: 23,
      writeMode: 'ETM',
      familyFollowsParent: false,
      tierField: 'Rating',
      tolerance: 0,
      season: { figures: [0.5, 1], scores: [0.4, 1] }
    });
    expect(policy.visitsPerWeek).toEqual({ A: 0.75, B: 0.2, C: 0.05 });
    expect(policy.maps.Travel).toEqual({ figures: [0, 1], scores: [100, 0] });
    expect(policy.maps.Coverage).toEqual({ figures: [0, 0.5, 0.8, 1], scores: [0, 40, 80, 100] });
  });

  it.each<[string, unknown, RegExp]>([
    ['Nightly_Hour__c', 24, /24 is no number from 0 to 23; 2 is used/],
    ['Nightly_Minute__c', -1, /-1 is no number from 0 to 59; 0 is used/],
    ['Max_API_Share__c', 1.5, /1.5 is no number from 0 to 1; 0.5 is used/],
    ['Tolerance__c', 'wide', /wide is no number from 0 to 1; 0.1 is used/],
    ['Stops_per_Day__c', 0, /0 is no number from 1/],
    ['Weight_Travel__c', -0.1, /-0.1 is no number from 0/],
    ['Risk_High_Below__c', 101, /101 is no number from 0 to 100; 40 is used/],
    ['GRR_Target__c', 0, /0 is no number from/],
    ['Map_Travel__c', '1:0;0:100', /"1:0;0:100" is no map; the default is used/],
    ['Map_Spend__c', '0:', /is no map/],
    ['Season__c', 'summer', /"summer" is no season; an even one is used/],
    ['Time_Zone__c', 'Mars/Base', /"Mars\/Base" is no time zone; UTC is used/]
  ])(
    'that says %s = %p: the default stands, and the problem names field and cure',
    (field, value, words) => {
      const { policy, problems } = parsePolicy({ Key__c: 'main', [field]: value });
      expect(policy).toEqual(parsePolicy(null).policy);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatchObject({
        object: 'Evenfield_Policy__c',
        record: 'main',
        field,
        code: 'POLICY_INVALID'
      });
      expect(problems[0]?.message).toMatch(words);
      expect(problems[0]?.cure).not.toBe('');
    }
  );
});
