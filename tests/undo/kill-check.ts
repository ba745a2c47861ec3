import { serveRebalance } from '../../sync-service/src/jobs/serve-rebalance.ts';
import type { OrgConnection } from '../../sync-service/src/salesforce/connection.ts';
import { dyingConnection } from './dying-connection.ts';
import type { KillTrial, Trial } from './kill-trial.ts';
import { computeTrials } from './kill-compute.ts';
import { moveTrials } from './kill-moves.ts';
import { peopleTrials } from './kill-people.ts';
import type { Mode, UndoStage } from './undo-stage.ts';
import { rowsOf } from './undo-stage.ts';

export interface KillReport {
  /** Requests of each phase when nothing is killed: its steps. */
  steps: Record<string, number>;
  kills: number;
  /** Trials that ended otherwise than one that nobody killed. */
  failures: number;
  /** Moments after a kill at which the org said what was not so. */
  lies: number;
  examples: string[];
}

export type KillPhases = 'compute' | 'moves' | 'people';

export interface KillOptions {
  readonly phases: readonly KillPhases[];
  /** Kills at every so-manieth step, from the last one backwards; 1 for each. */
  readonly every: number;
  /**
   * Whether the request at which it dies is lost, served with its answer lost, or each in turn. What
   * dies before a request leaves the org as what dies after the one before it.
   */
  readonly ends: readonly ('before' | 'after')[];
}

/** A killed writer's key is taken over after this. */
const deadMilliseconds = 61_000;
const mostExamples = 10;
const dayMilliseconds = 86_400_000;
/** A check that would run into midnight begins after it. */
const longestCheck = 3_600_000;

/**
 * Kills every phase of a scenario at each of its requests in turn, lets another process go on, and
 * holds the end against that of a run that nobody killed, and every moment of death against what the
 * org says of itself then.
 */
export async function killCheck(
  stage: UndoStage,
  service: OrgConnection,
  mode: Mode,
  { phases, every, ends }: KillOptions
): Promise<KillReport> {
  const report: KillReport = { steps: {}, kills: 0, failures: 0, lies: 0, examples: [] };
  const { org } = stage.local;
  const begin = dayMilliseconds - (org.now() % dayMilliseconds) < longestCheck ? longestCheck : 0;
  org.setClock(begin);
  const note = (kind: 'failures' | 'lies', text: string): void => {
    report[kind] += 1;
    if (report.examples.length < mostExamples) report.examples.push(`${kind}: ${text}`);
  };
  const serve = (connection: OrgConnection, { request }: Trial): Promise<string | null> =>
    serveRebalance(connection, request);
  const trialOf = async (phase: KillTrial): Promise<void> => {
    const first = phase.begin();
    await first.prepare?.(service);
    const counted = dyingConnection(service, Infinity, false);
    await serve(counted.connection, first);
    const wanted = first.end();
    for (const lie of first.lies(wanted)) note('lies', `${phase.name} unkilled: ${lie}`);
    await first.reset(service);
    const steps = counted.requests();
    report.steps[phase.name] = steps;
    for (let nth = steps; nth >= 1; nth -= every)
      for (const end of ends) {
        const trial = phase.begin();
        await trial.prepare?.(service);
        const dying = dyingConnection(service, nth, end === 'after');
        await serve(dying.connection, trial).catch((error: unknown) => {
          if (!dying.isDead()) throw error;
        });
        if (dying.isDead()) report.kills += 1;
        const at = `${phase.name} killed ${end} request ${String(nth)} of ${String(steps)}`;
        for (const lie of trial.lies(wanted)) note('lies', `${at}: ${lie}`);
        org.setClock(begin + deadMilliseconds);
        await serve(service, trial);
        for (const lie of trial.lies(wanted)) note('lies', `${at}, then ended: ${lie}`);
        for (const difference of differences(wanted, trial.end()))
          note('failures', `${at}: ${difference}`);
        await trial.reset(service);
        // All trials begin at one time, so that they write the same dates; who died at the very last
        // request still bears the writer's key, which is taken over a minute later.
        org.setClock(begin);
        const held = rowsOf(
          stage,
          "SELECT Id FROM Evenfield_Run__c WHERE Key__c = 'rebalance:writer'"
        );
        org.remove(
          { userId: service.userId },
          held.map(({ Id }) => String(Id)),
          { allOrNone: true }
        );
      }
  };
  const trialsOf: Readonly<Record<KillPhases, () => KillTrial[]>> = {
    compute: () => computeTrials(stage),
    moves: () => moveTrials(stage, mode),
    people: () => peopleTrials(stage, mode)
  };
  for (const name of phases) for (const phase of trialsOf[name]()) await trialOf(phase);
  return report;
}

/** What differs between two ends, a line each. */
export function differences(
  wanted: ReadonlyMap<string, string>,
  found: ReadonlyMap<string, string>
): string[] {
  return [...new Set([...wanted.keys(), ...found.keys()])]
    .filter((key) => wanted.get(key) !== found.get(key))
    .map(
      (key) =>
        `${key}: wanted ${wanted.get(key) ?? 'nothing'}, found ${found.get(key) ?? 'nothing'}`
    );
}
