import { LightningElement, api } from 'lwc';
import whatIf from '@salesforce/label/c.Evenfield_What_If';
import add from '@salesforce/label/c.Evenfield_What_If_Add';
import remove from '@salesforce/label/c.Evenfield_What_If_Remove';
import anywhere from '@salesforce/label/c.Evenfield_What_If_Anywhere';
import wholeTerritory from '@salesforce/label/c.Evenfield_What_If_Whole';
import everybody from '@salesforce/label/c.Evenfield_What_If_Everybody';
import choose from '@salesforce/label/c.Evenfield_What_If_Choose';
import { filled } from 'c/graphqlNodes';
import type { WhatIf, WhatIfKind, WhatIfPart } from 'c/whatIf';
import {
  isOptional,
  kindLabels,
  partLabels,
  whatIfKinds,
  whatIfOf,
  whatIfParts,
  whatIfWords
} from 'c/whatIf';

interface Option {
  readonly value: string;
  readonly label: string;
}

const inputTypes: Readonly<Partial<Record<WhatIfPart, string>>> = {
  state: 'text',
  industry: 'text',
  until: 'date'
};

/** Puts what-ifs together one by one, and hands on all of them by the event `changed`. */
export default class WhatIfEditor extends LightningElement {
  /** Territories by key, people by id. */
  @api territories: readonly Option[] = [];
  @api people: readonly Option[] = [];

  label = { whatIf, add };
  kind: WhatIfKind = 'leaver';
  parts: Readonly<Partial<Record<WhatIfPart, string>>> = {};
  added: readonly WhatIf[] = [];

  get kindOptions(): Option[] {
    return whatIfKinds.map((value) => ({ value, label: kindLabels[value] }));
  }

  get fields(): {
    name: WhatIfPart;
    label: string;
    options: Option[] | null;
    value: string;
    inputType: string;
  }[] {
    return whatIfParts[this.kind].map((name) => ({
      name,
      label: partLabels[name],
      options: this.optionsOf(name),
      value: this.parts[name] ?? '',
      inputType: inputTypes[name] ?? 'number'
    }));
  }

  optionsOf(part: WhatIfPart): Option[] | null {
    if (part === 'user') {
      const label = isOptional(this.kind, part) ? wholeTerritory : choose;
      return [{ value: '', label }, ...this.people];
    }
    if (part === 'territory') return [{ value: '', label: choose }, ...this.territories];
    if (part === 'of') return [{ value: '', label: everybody }, ...this.territories];
    return part === 'into' ? [{ value: '', label: anywhere }, ...this.territories] : null;
  }

  get ready(): WhatIf | null {
    return whatIfOf(this.kind, this.parts);
  }

  get cannotAdd(): boolean {
    return this.ready === null;
  }

  get list(): { key: string; place: string; text: string; removeLabel: string }[] {
    const names = new Map(
      [...this.territories, ...this.people].map(({ value, label }) => [value, label])
    );
    return this.added.map((one, place) => {
      const text = whatIfWords(one, names);
      return {
        key: `${String(place)} ${text}`,
        place: String(place),
        text,
        removeLabel: filled(remove, text)
      };
    });
  }

  changeKind(event: Event): void {
    this.kind = (event.target as HTMLSelectElement).value as WhatIfKind;
    this.parts = {};
  }

  changePart(event: Event): void {
    const { name, value } = event.target as HTMLInputElement;
    this.parts = { ...this.parts, [name]: value };
  }

  addOne(): void {
    if (this.ready === null) return;
    this.hold([...this.added, this.ready]);
    this.parts = {};
  }

  removeOne(event: Event): void {
    const place = Number((event.currentTarget as HTMLButtonElement).value);
    this.hold(this.added.filter((_, at) => at !== place));
  }

  hold(all: readonly WhatIf[]): void {
    this.added = all;
    this.dispatchEvent(new CustomEvent('changed', { detail: all }));
  }
}
