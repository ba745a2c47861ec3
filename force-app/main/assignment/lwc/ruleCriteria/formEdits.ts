import type { FormNode, GroupForm } from './criteriaForm';

/** Where a part stands: places from the outermost group inward. */
export type FormPath = readonly number[];

/** A part of a form with its place, as rows of a page. */
export interface FormRow {
  readonly path: FormPath;
  readonly node: FormNode;
}

/** All parts from the outermost group on, each before what is inside it. */
export function rowsOf(node: FormNode, path: FormPath = []): FormRow[] {
  const own: FormRow = { path, node };
  if (node.kind === 'condition') return [own];
  return [own, ...node.parts.flatMap((part, place) => rowsOf(part, [...path, place]))];
}

/** The form with the part at a place replaced; null takes it away. */
export function replaced(form: GroupForm, path: FormPath, by: FormNode | null): GroupForm {
  const [place, ...rest] = path;
  if (place === undefined) return by?.kind === 'group' ? by : form;
  const parts = form.parts.flatMap((part, index): FormNode[] => {
    if (index !== place) return [part];
    if (rest.length === 0) return by === null ? [] : [by];
    return part.kind === 'group' ? [replaced(part, rest, by)] : [part];
  });
  return { ...form, parts };
}

/** The form with a part added to the end of the group at a place. */
export function added(form: GroupForm, path: FormPath, part: FormNode): GroupForm {
  const group = path.reduce<FormNode | undefined>(
    (node, place) => (node?.kind === 'group' ? node.parts[place] : undefined),
    form
  );
  if (group?.kind !== 'group') return form;
  return replaced(form, path, { ...group, parts: [...group.parts, part] });
}
