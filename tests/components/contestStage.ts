/** The open contest form of a panel. */
export function formOf(root: ShadowRoot): ShadowRoot {
  const inside = root.querySelector('c-contest-form')?.shadowRoot;
  if (inside === null || inside === undefined) throw new Error('No contest form is open');
  return inside;
}

/** Lets what is pending come to the page. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
}

/** Fills what the form asks and sends it. */
export async function sendContest(form: ShadowRoot, value: string, reason: string): Promise<void> {
  const fields = [
    [form.querySelector<HTMLInputElement>('select, lightning-input'), value],
    [form.querySelector<HTMLInputElement>('lightning-textarea'), reason]
  ] as const;
  for (const [field, given] of fields) {
    if (field === null) throw new Error('A field is missing');
    field.value = given;
    field.dispatchEvent(new CustomEvent('change'));
  }
  form.querySelector<HTMLElement>('[data-name="send"]')?.click();
  await settle();
}
