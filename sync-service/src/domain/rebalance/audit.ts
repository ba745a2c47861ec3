import { computeRun } from '../core/compute-run.ts';
import type { OrgSnapshot } from '../core/snapshot.ts';
import { countBy, gapsOf, missingOf, neglectedOf } from './audit-lists.ts';
import type { Audit, AuditedTerritory } from './audit-shape.ts';
import { fewestMoves } from './fewest-moves.ts';
import { findDuplicates } from '../territory/duplicates.ts';
import { isAtWork } from '../territory/at-work.ts';

/** Findings of a run that owners alone cannot bear out: nobody said how many hours or how much quota. */
const needDesign = new Set(['OVER_CAPACITY', 'NO_QUOTA', 'NO_BASE']);
const mostListed = 50;

/**
 * Looks at an org as a night would, and writes nothing.
 * @param by whether the snapshot's territories are Evenfield's or were made of owners
 */
export function auditOf(snapshot: OrgSnapshot, by: Audit['by'], seed = 1): Audit {
  const result = computeRun(snapshot);
  const leafIds = new Set(snapshot.territories.map(({ id }) => id));
  for (const { parentId } of snapshot.territories) if (parentId !== null) leafIds.delete(parentId);
  const byId = new Map(snapshot.territories.map((territory) => [territory.id, territory]));
  const rows = result.territories.flatMap((row) => {
    const territory = byId.get(row.id ?? '');
    if (territory === undefined || !leafIds.has(territory.id) || !isAtWork(territory.stage))
      return [];
    return [{ territory, values: by === 'owners' ? withoutDesign(row.values) : row.values }];
  });
  const ownerOf = new Map(
    snapshot.members
      .filter(({ role }) => role === 'Owner')
      .map(({ territoryId, userId }) => [territoryId, snapshot.users.get(userId)?.name ?? null])
  );
  const territories = rows
    .map(({ territory, values }) => ({
      key: territory.key,
      name: territory.name,
      owner: ownerOf.get(territory.id) ?? null,
      values
    }))
    .sort((a, b) => furthest(b.values) - furthest(a.values) || (a.key < b.key ? -1 : 1));
  const staffed = rows
    .filter(({ territory }) => (ownerOf.get(territory.id) ?? null) !== null)
    .map(({ territory, values }) => ({
      id: territory.id,
      latitude: territory.baseLatitude,
      longitude: territory.baseLongitude,
      share: by === 'owners' ? 1 : numberOf(values['Effective_Capacity__c'])
    }));
  const roots = result.territories.filter(
    (row) => byId.get(row.id ?? '')?.parentId === null && row.values['Balance_Index__c'] !== null
  );
  const named = (id: string): string => byId.get(id)?.name ?? 'no territory';
  return {
    today: snapshot.today,
    by,
    accounts: snapshot.accounts.count,
    tolerance: snapshot.policy.tolerance,
    territories,
    outOfBand: territories.filter(({ values }) =>
      ['Over', 'Under'].includes(String(values['Band__c']))
    ).length,
    balanceIndex: roots.length === 1 ? numberOf(roots[0]?.values['Balance_Index__c']) : null,
    fewestMoves: fewestMoves(snapshot, result.coverage, staffed, seed),
    gaps: gapsOf(snapshot, result.coverage),
    overlaps: countBy(snapshot, result.coverage, 'Finding_Code__c', 'MULTIPLE_MATCHES').map(
      ([id, accounts]) => ({ territory: named(id), accounts })
    ),
    duplicates: findDuplicates(snapshot.accounts, snapshot.users).slice(0, mostListed),
    neglected: neglectedOf(snapshot, result.coverage, named),
    missing: missingOf(snapshot)
  };
}

function withoutDesign(values: AuditedTerritory['values']): AuditedTerritory['values'] {
  const lines = String(values['Findings__c'] ?? '')
    .split('\n')
    .filter((line) => ![...needDesign].some((code) => line.includes(code)));
  return {
    ...values,
    Findings__c: lines.join('\n'),
    Findings_Count__c: lines.filter((line) => line !== '').length,
    Effective_Capacity__c: null
  };
}

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);

const furthest = (values: AuditedTerritory['values']): number =>
  Math.max(
    Math.abs(numberOf(values['Workload_Deviation__c'])),
    Math.abs(numberOf(values['Potential_Deviation__c']))
  );
