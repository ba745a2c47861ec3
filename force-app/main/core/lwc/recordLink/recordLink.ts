import { LightningElement, api } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';

/** A link to a record's page, which a browser can open in a tab of its own. */
export default class RecordLink extends NavigationMixin(LightningElement) {
  @api recordId = '';
  @api objectApiName = '';
  @api label = '';

  url: string | undefined = undefined;

  async connectedCallback(): Promise<void> {
    this.url = await this[NavigationMixin.GenerateUrl]({
      type: 'standard__recordPage',
      attributes: {
        recordId: this.recordId,
        objectApiName: this.objectApiName,
        actionName: 'view'
      }
    });
  }
}
