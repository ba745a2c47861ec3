import type { StandardObject } from './standard-object.ts';

/**
 * Histories that an org has only where an admin tracks fields of accounts and of cases. Rows are
 * the platform's alone, one prefix for all histories; a test loads them. Old and new value are of
 * any type and cannot be asked for in a condition; here they are text, and nothing asks.
 */
export const fieldHistoryObjects: readonly StandardObject[] = [
  {
    name: 'AccountHistory',
    plural: 'Account History',
    prefix: '017',
    sharing: 'ControlledByParent',
    view: true,
    fields: `
      AccountId reference >Account children=Histories relation=Account master readonly
      Field picklist readonly :Owner|Name|Industry|BillingCity
      OldValue string 255 readonly
      NewValue string 255 readonly`
  },
  {
    name: 'CaseHistory',
    plural: 'Case History',
    prefix: '017',
    sharing: 'ControlledByParent',
    view: true,
    fields: `
      CaseId reference >Case children=Histories relation=Case master readonly
      Field picklist readonly :Owner|Status|Priority|IsEscalated
      OldValue string 255 readonly
      NewValue string 255 readonly`
  }
];
