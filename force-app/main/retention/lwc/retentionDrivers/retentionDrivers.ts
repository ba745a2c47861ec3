import { LightningElement, api } from 'lwc';
import title from '@salesforce/label/c.Evenfield_Signals';
import what from '@salesforce/label/c.Evenfield_Play';
import due from '@salesforce/label/c.Evenfield_Play_Due';
import you from '@salesforce/label/c.Evenfield_Play_You';
import make from '@salesforce/label/c.Evenfield_Play_Make';
import open from '@salesforce/label/c.Evenfield_Play_Open';
import { filled } from 'c/graphqlNodes';
import type { Driver, OpenTask } from './plays';
import { localDay } from 'c/localDay';

export type { Driver, OpenTask, Play } from './plays';
export { driversOf } from './plays';

interface ShownDriver extends Driver {
  readonly key: string;
  readonly subject: string;
  readonly dueText: string;
  readonly makeLabel: string;
  readonly task: OpenTask | null;
}

/** What drives a risk, the strongest first, each with a task that one click makes. */
export default class RetentionDrivers extends LightningElement {
  @api drivers: readonly Driver[] = [];
  /** Open tasks of the account; the one of a play takes the place of its button. */
  @api openTasks: readonly OpenTask[] = [];
  /** Who gets the tasks; null for the user herself. */
  @api ownerName: string | null = null;
  @api isBusy = false;

  label = { title, what, make, open };

  get shown(): ShownDriver[] {
    return this.drivers.map((driver, place) => ({
      ...driver,
      key: String(place),
      subject: driver.play.subject,
      dueText: filled(due, localDay(new Date(), driver.play.days), this.ownerName ?? you),
      makeLabel: `${make}: ${driver.play.subject}`,
      task: this.openTasks.find(({ subject }) => subject === driver.play.subject) ?? null
    }));
  }

  /** Asks for the task of a driver; `detail` is the driver's place. */
  ask(event: Event): void {
    const place = Number((event.currentTarget as HTMLElement).dataset['place']);
    this.dispatchEvent(new CustomEvent('play', { detail: place }));
  }
}
