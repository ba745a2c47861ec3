import { letGo } from '../domain/core/column-memory.ts';
import type { Problem, ResultRow } from '../domain/core/result.ts';
import { territoryShares } from '../domain/territory/sharing.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { rowDifference } from '../salesforce/diff.ts';
import { readHeld, tableOf } from '../salesforce/held-rows.ts';
import { mapPointDifference } from '../salesforce/map-points.ts';
import { writeShares } from '../salesforce/shares.ts';
import { writeRows } from '../salesforce/write-rows.ts';
import type { RowsToWrite } from '../salesforce/write-types.ts';
import type { RowsAsSent } from './compute-apart.ts';
import type { Foretold } from './forecast-question.ts';
import type { Computed } from './intake.ts';
import type { OrgRead } from './read-org.ts';
import { shareContests } from './share-contests.ts';
import { writeAlerts } from './write-alerts.ts';
import { writeGoals } from './write-goals.ts';
import { writePersonalQuotas } from './write-personal-quotas.ts';
import { refusals } from './write-refusals.ts';
import { writeReviews } from './write-reviews.ts';
import { writeSelling } from './write-selling.ts';
import type { WriteTotals } from './write-totals.ts';

/** What a run computed, and the forecast that another thread is making. */
export interface ComputedRun {
  readonly computed: Computed;
  readonly foretold: Promise<Foretold>;
}

/** Called with a step's name and the share of all rows done. */
export type Progress = (step: string, share: number) => Promise<void>;

/**
 * Writes what differs. Changes of hands come before the coverage that tells of them: killed in
 * between, the next run still sees the difference and writes the same change row again by its key.
 * Quotas wait for their forecast, which is under way.
 */
export async function writeResults(
  connection: OrgConnection,
  org: OrgRead,
  { computed, foretold }: ComputedRun,
  progress: Progress
): Promise<WriteTotals> {
  const { inputs, thread } = org;
  const { result, coverage, leftovers } = computed;
  let firstRows: ReturnType<typeof thread.rows> | null = thread.rows(
    0,
    Math.min(coverage.count, mostRowsAtOnce)
  );
  const late = foretold.then(({ forecasts }) => thread.late(forecasts));
  // Both are awaited below, unless something fails before.
  for (const early of [firstRows, late]) early.catch(() => undefined);
  // Who may see what is set right first, so that nothing that fails later keeps it open.
  await progress('Sharing territories', 0);
  const shares = await writeShares(
    connection,
    'Evenfield_Territory__Share',
    territoryShares(inputs.territories, inputs.members, inputs.users, inputs.today)
  );
  const [changes, snapshots, models, territories, mapPoints] = await Promise.all([
    heldDifference(
      connection,
      'Evenfield_Assignment_Change__c',
      result.changes,
      `At__c >= ${new Date(inputs.now - 7 * 86_400_000).toISOString()}`
    ),
    heldDifference(
      connection,
      'Evenfield_Health_Snapshot__c',
      result.snapshots,
      `Date__c = ${inputs.today}`
    ),
    heldDifference(
      connection,
      'Evenfield_Model_Version__c',
      result.models,
      `Key__c IN (${result.models.map(({ key }) => `'${key}'`).join(', ')})`
    ),
    heldById(connection, 'Evenfield_Territory__c', result.territories),
    mapPointDifference(
      connection,
      result.mapPoints,
      inputs.changed === null ? null : new Set(result.territories.map((row) => row.id ?? ''))
    )
  ]);
  const steps: readonly Step[] = [
    step('changes', upserts('Evenfield_Assignment_Change__c', changes)),
    {
      name: 'coverage',
      work: {
        object: 'Evenfield_Coverage__c',
        operation: 'upsert',
        externalId: 'Key__c',
        columns: coverage.columns
      },
      count: coverage.count,
      rows(from, to) {
        const ready = firstRows;
        firstRows = null;
        return ready ?? thread.rows(from, to);
      }
    },
    step('leftovers of merges', {
      object: 'Evenfield_Coverage__c',
      operation: 'delete',
      columns: ['Id'],
      rows: leftovers.map((id) => [id])
    }),
    step('territories', {
      object: 'Evenfield_Territory__c',
      operation: 'update',
      ...tableOf(territories, 'Id')
    }),
    step('snapshots', upserts('Evenfield_Health_Snapshot__c', snapshots)),
    step('models', upserts('Evenfield_Model_Version__c', models)),
    step('map points', upserts('Evenfield_Map_Points__c', mapPoints.rows)),
    step('map points of nobody', {
      object: 'Evenfield_Map_Points__c',
      operation: 'delete',
      columns: ['Id'],
      rows: mapPoints.surplus.map((id) => [id])
    })
  ];
  let all = steps.reduce((sum, { count }) => sum + count, 0);
  const problems: Problem[] = [...shares.problems];
  let written = 0;
  let done = 0;
  const quotas = async (): Promise<Step> => {
    const differing = await heldById(connection, 'Evenfield_Quota__c', (await late).quotas);
    all += differing.length;
    return step('quotas', {
      object: 'Evenfield_Quota__c',
      operation: 'update',
      ...tableOf(differing, 'Id')
    });
  };
  for (const one of [...steps.map((known) => () => known), quotas]) {
    const { name, work, count, rows } = await one();
    for (let from = 0; from < count; from += mostRowsAtOnce) {
      await progress(`Writing ${name}`, done / all);
      const part = { ...work, ...(await rows(from, Math.min(count, from + mostRowsAtOnce))) };
      const report = await writeRows(connection, part);
      done += part.rows.length;
      written += report.written;
      problems.push(...refusals(part, report));
      const line = part.lines?.[0];
      // All lines of a part share one memory.
      if (line !== undefined) letGo(line);
    }
  }
  // By the territories that were just written, so that a contest follows its account.
  const contests = await shareContests(connection, inputs);
  const personal =
    org.personal === null
      ? { changed: 0, written: 0, problems: [] }
      : await writePersonalQuotas(connection, inputs, org.personal);
  problems.push(...contests.problems, ...personal.problems);
  const changed = all + shares.changed + contests.changed + personal.changed;
  written += shares.written + contests.written + personal.written;
  if (inputs.alerts === undefined) return { changed, written, problems };
  await progress('Writing goals, selling, alerts and reviews', 1);
  // A review tells of the goals that the night then replaces.
  const reviews =
    org.reviews === null
      ? []
      : [await writeReviews(connection, inputs, org.reviews, result.reviews, result.reviewGoals)];
  const goals = await writeGoals(connection, inputs, result.goals);
  const selling = await writeSelling(connection, inputs, (await foretold).selling);
  const alerts = await writeAlerts(connection, inputs, (await late).alerts);
  const parts = [goals, selling, alerts, ...reviews];
  return {
    changed: parts.reduce((sum, part) => sum + part.changed, changed),
    written: parts.reduce((sum, part) => sum + part.written, written),
    problems: [...problems, ...parts.flatMap((part) => part.problems)]
  };
}

/** Rows that are made, sent and forgotten together: a few internal batches of a Bulk job. */
const mostRowsAtOnce = 8_000;

/** Rows to write, given in parts. */
interface Step {
  readonly name: string;
  readonly work: Omit<RowsToWrite, 'rows' | 'lines'>;
  readonly count: number;
  rows(from: number, to: number): Promise<RowsAsSent>;
}

function step(name: string, { rows, ...work }: RowsToWrite): Step {
  return {
    name,
    work,
    count: rows.length,
    rows: (from, to) => Promise.resolve({ rows: rows.slice(from, to) })
  };
}

function upserts(object: string, rows: readonly ResultRow[]): RowsToWrite {
  return { object, operation: 'upsert', externalId: 'Key__c', ...tableOf(rows, 'Key__c') };
}

async function heldDifference(
  connection: OrgConnection,
  object: string,
  wanted: readonly ResultRow[],
  where: string
): Promise<ResultRow[]> {
  if (wanted.length === 0) return [];
  const { held } = await readHeld(connection, object, 'Key__c', wanted, where);
  return rowDifference(wanted, held);
}

/** Rows that people made are found by their id, because people may leave the key blank. */
async function heldById(
  connection: OrgConnection,
  object: string,
  wanted: readonly ResultRow[]
): Promise<ResultRow[]> {
  if (wanted.length === 0) return [];
  const byId = wanted.map((row) => ({ ...row, key: row.id ?? row.key }));
  const { held } = await readHeld(connection, object, 'Id', byId);
  return rowDifference(byId, held);
}
