const Navigate = Symbol('Navigate');
const GenerateUrl = Symbol('GenerateUrl');

const places = { Account: 'account', Evenfield_Territory__c: 'territory', Task: 'task' };

const addressOf = (reference) =>
  reference.type === 'standard__recordPage'
    ? `/${places[reference.attributes.objectApiName] ?? 'account'}/${reference.attributes.recordId}${location.search}`
    : location.pathname;

/** Mixin that goes to a record's page of the host. */
export const NavigationMixin = (Base) =>
  class extends Base {
    [Navigate](reference) {
      location.assign(addressOf(reference));
    }

    [GenerateUrl](reference) {
      return Promise.resolve(addressOf(reference));
    }
  };
NavigationMixin.Navigate = Navigate;
NavigationMixin.GenerateUrl = GenerateUrl;
