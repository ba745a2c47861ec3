import { LightningElement, api } from 'lwc';
import loading from '@salesforce/label/c.Evenfield_Loading';
import error from '@salesforce/label/c.Evenfield_Error_Title';
import noAccess from '@salesforce/label/c.Evenfield_No_Access';
import type { PanelStateName } from 'c/graphqlNodes';

/** Shows a panel's content only when it is ready; else says why it is not. */
export default class PanelState extends LightningElement {
  @api state: PanelStateName = 'loading';
  /** What is empty, or the error's words. */
  @api message = '';
  /** Words for no access, where the usual ones do not fit. */
  @api noAccessMessage = '';

  label = { loading, error };

  get isLoading(): boolean {
    return this.state === 'loading';
  }

  get isError(): boolean {
    return this.state === 'error';
  }

  get isNoAccess(): boolean {
    return this.state === 'noAccess';
  }

  get isEmpty(): boolean {
    return this.state === 'empty';
  }

  get noAccessText(): string {
    return this.noAccessMessage === '' ? noAccess : this.noAccessMessage;
  }
}
