/** A toast that the host shows as a status line. */
export class ShowToastEvent extends CustomEvent {
  constructor(detail) {
    super('lightning__showtoast', { bubbles: true, composed: true, detail });
  }
}
