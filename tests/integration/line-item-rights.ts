import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Name of the permission set. */
export const lineItemRights = 'Line_Items';

/**
 * Metadata that an admin deploys besides ours, so that the integration user reads what field security
 * hides of product lines.
 * @returns the folder, for the caller to remove
 */
export function writeLineItemRights(): string {
  const folder = mkdtempSync(join(tmpdir(), 'evenfield-lines-'));
  mkdirSync(join(folder, 'permissionsets'));
  const readable = (field: string): string =>
    `<fieldPermissions><editable>false</editable><field>OpportunityLineItem.${field}</field><readable>true</readable></fieldPermissions>`;
  writeFileSync(
    join(folder, 'permissionsets', `${lineItemRights}.permissionset-meta.xml`),
    `<?xml version="1.0" encoding="UTF-8" ?>
<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">
  ${readable('Product2Id')}
  ${readable('TotalPrice')}
  <label>Line Items</label>
</PermissionSet>
`
  );
  return folder;
}
