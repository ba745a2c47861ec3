import newTier from '@salesforce/label/c.Evenfield_New';
import renewalTier from '@salesforce/label/c.Evenfield_Renewal';
import upsellTier from '@salesforce/label/c.Evenfield_Upsell';

/** Words of each kind of revenue that a quota is of, in the order in which they are shown. */
export const tierWords: Readonly<Record<string, string>> = {
  New: newTier,
  Renewal: renewalTier,
  Upsell: upsellTier
};
