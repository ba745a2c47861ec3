import { LightningElement, api } from 'lwc';
import target from '@salesforce/label/c.Evenfield_Planner_Target';
import tier from '@salesforce/label/c.Evenfield_Planner_Tier';
import productFamily from '@salesforce/label/c.Evenfield_Planner_Product_Family';
import start from '@salesforce/label/c.Evenfield_Planner_Start';
import end from '@salesforce/label/c.Evenfield_Planner_End';
import step from '@salesforce/label/c.Evenfield_Planner_Step';
import stepWhole from '@salesforce/label/c.Evenfield_Planner_Step_Whole';
import stepQuarters from '@salesforce/label/c.Evenfield_Planner_Step_Quarters';
import stepMonths from '@salesforce/label/c.Evenfield_Planner_Step_Months';
import weights from '@salesforce/label/c.Evenfield_Planner_Weights';
import weightsHelp from '@salesforce/label/c.Evenfield_Planner_Weights_Help';
import lastResult from '@salesforce/label/c.Evenfield_Planner_Last_Result';
import potential from '@salesforce/label/c.Evenfield_Planner_Potential';
import pipeline from '@salesforce/label/c.Evenfield_Planner_Pipeline';
import capacity from '@salesforce/label/c.Evenfield_Planner_Capacity';
import limits from '@salesforce/label/c.Evenfield_Planner_Limits';
import limitsHelp from '@salesforce/label/c.Evenfield_Planner_Limits_Help';
import mostRise from '@salesforce/label/c.Evenfield_Planner_Most_Rise';
import mostFall from '@salesforce/label/c.Evenfield_Planner_Most_Fall';
import overAssignment from '@salesforce/label/c.Evenfield_Planner_Over_Assignment';
import floor from '@salesforce/label/c.Evenfield_Planner_Floor';
import hoursPerDeal from '@salesforce/label/c.Evenfield_Planner_Hours_Per_Deal';
import pool from '@salesforce/label/c.Evenfield_Planner_Pool';
import currency from '@salesforce/label/c.Evenfield_Planner_Currency';
import newTier from '@salesforce/label/c.Evenfield_New';
import renewalTier from '@salesforce/label/c.Evenfield_Renewal';
import upsellTier from '@salesforce/label/c.Evenfield_Upsell';
import type { DraftRequest } from 'c/quotaDraft';
import { emptyRequest } from 'c/quotaDraft';
import type { FormReading, FormValues } from './formValues';
import { requestOf, valuesOf } from './formValues';

/** What a draft is asked for. Sends `edited` with what the form says after each change. */
export default class QuotaPlanForm extends LightningElement {
  label = {
    target,
    tier,
    productFamily,
    start,
    end,
    step,
    weights,
    weightsHelp,
    limits,
    limitsHelp,
    pool,
    currency
  };
  weightFields = [
    { name: 'lastResult', label: lastResult },
    { name: 'potential', label: potential },
    { name: 'pipeline', label: pipeline },
    { name: 'capacity', label: capacity }
  ] as const;
  limitFields = [
    { name: 'mostRise', label: mostRise },
    { name: 'mostFall', label: mostFall },
    { name: 'overAssignment', label: overAssignment },
    { name: 'floor', label: floor },
    { name: 'hoursPerDeal', label: hoursPerDeal }
  ] as const;
  values: FormValues = valuesOf(emptyRequest);

  /** What the form starts with. */
  @api set request(request: DraftRequest | null) {
    this.values = valuesOf(request ?? emptyRequest);
  }
  get request(): DraftRequest | null {
    return this.read().request;
  }

  /** What the form asks for as it stands, or what is wrong with it. */
  @api read(): FormReading {
    return requestOf(this.values);
  }

  get tiers(): { value: string; label: string; selected: boolean }[] {
    return [
      { value: 'New', label: newTier },
      { value: 'Renewal', label: renewalTier },
      { value: 'Upsell', label: upsellTier }
    ].map((option) => ({ ...option, selected: option.value === this.values.tier }));
  }

  get steps(): { value: string; label: string; selected: boolean }[] {
    return [
      { value: 'Whole', label: stepWhole },
      { value: 'Quarters', label: stepQuarters },
      { value: 'Months', label: stepMonths }
    ].map((option) => ({ ...option, selected: option.value === this.values.step }));
  }

  get weightRows(): { name: string; label: string; value: string }[] {
    return this.weightFields.map((field) => ({ ...field, value: this.values[field.name] }));
  }

  get limitRows(): { name: string; label: string; value: string }[] {
    return this.limitFields.map((field) => ({ ...field, value: this.values[field.name] }));
  }

  change(event: Event): void {
    const field = event.target as HTMLInputElement;
    this.values = { ...this.values, [field.dataset['name'] ?? '']: field.value };
    this.dispatchEvent(new CustomEvent<FormReading>('edited', { detail: this.read() }));
  }
}
