/** Drivers of a retention panel: the inside of the component that lists them. */
export function driversOf(panel: ShadowRoot): ShadowRoot {
  const inside = panel.querySelector('c-retention-drivers')?.shadowRoot;
  if (inside === null || inside === undefined) throw new Error('No drivers are shown');
  return inside;
}

/** Growth of a retention panel: the inside of the component that shows it. */
export function growthOf(panel: ShadowRoot): ShadowRoot {
  const inside = panel.querySelector('c-account-growth')?.shadowRoot;
  if (inside === null || inside === undefined) throw new Error('No growth is shown');
  return inside;
}
