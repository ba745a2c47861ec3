import { describe, expect, it } from '@jest/globals';
import { readMetadataNames } from '../lwc-host/metadata-names.ts';
import { moduleFor } from '../lwc-host/salesforce-modules.ts';

const names = readMetadataNames('force-app');

describe('what components import from @salesforce', () => {
  it.each([
    ['@salesforce/label/c.Evenfield_Territory', 'export default "Territory";'],
    ['@salesforce/resourceUrl/evenfieldGeo', 'export default "/resource/0/evenfieldGeo";'],
    [
      '@salesforce/schema/Evenfield_Coverage__c.Reason__c',
      'export default {"fieldApiName":"Reason__c","objectApiName":"Evenfield_Coverage__c"};'
    ]
  ])('%s comes from the metadata', (id, source) => {
    expect(moduleFor(id, names)).toBe(source);
  });

  it.each([
    ['@salesforce/label/c.Evenfield_Nothing', /no custom label c\.Evenfield_Nothing/],
    ['@salesforce/schema/Evenfield_Coverage__c.Nothing__c', /no Evenfield_Coverage__c\.Nothing__c/],
    ['@salesforce/customPermission/Evenfield_Nothing', /no custom permission Evenfield_Nothing/],
    ['@salesforce/resourceUrl/nothing', /no static resource nothing/],
    ['@salesforce/userPermission/Nothing', /userPermission\/Nothing/],
    ['@salesforce/user/Nothing', /user\/Nothing/]
  ])('%s fails the build', (id, message) => {
    expect(() => moduleFor(id, names)).toThrow(message);
  });
});
