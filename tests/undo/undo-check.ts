import { orgSettings } from '../../sync-service/src/config.ts';
import { applyRebalance } from '../../sync-service/src/jobs/apply-rebalance.ts';
import { rollBackRebalance } from '../../sync-service/src/jobs/roll-back-rebalance.ts';
import { watchUndo } from '../../sync-service/src/jobs/watch-undo.ts';
import type { OrgConnection } from '../../sync-service/src/salesforce/connection.ts';
import { connect } from '../../sync-service/src/salesforce/connection.ts';
import { serviceEnvironment } from '../integration/service-stage.ts';
import type { Chance } from '../local-org/sample/random.ts';
import { chanceFrom } from '../local-org/sample/random.ts';
import { dyingConnection } from './dying-connection.ts';
import type { Edits } from './foreign-edits.ts';
import { editSomething } from './foreign-edits.ts';
import type { Scenario } from './undo-scenario.ts';
import { look, makeScenario } from './undo-scenario.ts';
import type { Mode, UndoStage } from './undo-stage.ts';
import { rowsOf, undoStage } from './undo-stage.ts';

export interface UndoReport {
  scenarios: number;
  /** Records that are neither as before nor as somebody else left them. */
  mismatches: number;
  foreignEdits: number;
  /** Edits by others that are not there at the end. */
  foreignEditsLost: number;
  kills: number;
  /** Moves applied, and moves of which something was kept and reported. */
  applied: number;
  kept: number;
  /** Kept records that no line of the scenario names. */
  untold: number;
  /** Kills after which a scenario was called applied or rolled back and was not. */
  lies: number;
  examples: string[];
}

/** A killed writer's key is taken over after this. */
const deadMilliseconds = 61_000;
const mostKills = 3;

/** Applies and rolls back scenarios made by chance, killed at random steps, others editing in between. */
export async function undoCheck(scenarios: number, mode: Mode, seed: number): Promise<UndoReport> {
  const stage = await undoStage(mode);
  const report: UndoReport = {
    scenarios: 0,
    mismatches: 0,
    foreignEdits: 0,
    foreignEditsLost: 0,
    kills: 0,
    applied: 0,
    kept: 0,
    untold: 0,
    lies: 0,
    examples: []
  };
  try {
    const alive = await connect(orgSettings(serviceEnvironment(stage.local)));
    let clock = 0;
    for (let number = 0; number < scenarios; number += 1) {
      const chance = chanceFrom(seed * 100_003 + number);
      const scenario = makeScenario(stage, chance, mode, `Scenario ${String(number)}`);
      const before = look(stage, scenario);
      const edits: Edits = new Map();
      const survive = async (
        work: (connection: OrgConnection) => Promise<unknown>
      ): Promise<void> => {
        for (let kills = 0; ;) {
          const nth =
            kills < mostKills && chance.next() < 0.7
              ? 1 + Math.floor(chance.next() * 70)
              : Infinity;
          const dying = dyingConnection(alive, nth, chance.next() < 0.5);
          try {
            await work(dying.connection);
            if (!dying.isDead()) return;
          } catch (error) {
            if (!dying.isDead()) throw error;
          }
          kills += 1;
          report.kills += 1;
          if (lies(stage, scenario)) report.lies += 1;
          clock += deadMilliseconds;
          stage.local.org.setClock(clock);
          if (chance.next() < 0.4) editSomething(stage, scenario, chance, edits, false, before);
        }
      };
      await survive(async (connection) => {
        if (!isAt(stage, scenario, 'Applied'))
          await applyRebalance(connection, scenario.rebalanceId);
      });
      report.applied += appliedMoves(stage, scenario);
      for (let edit = Math.floor(chance.next() * 5); edit > 0; edit -= 1)
        await editOnDay(alive, () => {
          editSomething(stage, scenario, chance, edits, true, before);
        });
      await survive((connection) => rollBack(connection, stage, scenario, chance));
      judge(stage, scenario, before, edits, report);
      report.scenarios += 1;
    }
    return report;
  } finally {
    await stage.local.stop();
  }
}

/** An edit by daylight, and the night after it. */
async function editOnDay(connection: OrgConnection, edit: () => void): Promise<void> {
  edit();
  await watchUndo(connection, new Date(connection.now()).toISOString().slice(0, 10));
}

/** Whether the work was ended by a try that died before it could say so. */
function isAt(stage: UndoStage, scenario: Scenario, status: string): boolean {
  return rowsOf(
    stage,
    `SELECT Status__c FROM Evenfield_Rebalance__c WHERE Id = '${scenario.rebalanceId}'`
  ).some(({ Status__c }) => Status__c === status);
}

/** Whether the scenario is said to be at an end that its moves are not at. */
function lies(stage: UndoStage, scenario: Scenario): boolean {
  const outcomes = rowsOf(
    stage,
    `SELECT Outcome__c FROM Evenfield_Rebalance_Move__c WHERE Rebalance__c = '${scenario.rebalanceId}'`
  ).map(({ Outcome__c }) => Outcome__c);
  return (
    (isAt(stage, scenario, 'Applied') && outcomes.some((outcome) => outcome === null)) ||
    (isAt(stage, scenario, 'Rolled Back') && outcomes.includes('Applied'))
  );
}

/** The whole at once, or wave by wave. */
async function rollBack(
  connection: OrgConnection,
  stage: UndoStage,
  scenario: Scenario,
  chance: Chance
): Promise<void> {
  if (isAt(stage, scenario, 'Rolled Back')) return;
  if (chance.next() < 0.7) {
    await rollBackRebalance(connection, scenario.rebalanceId);
    return;
  }
  for (let wave = scenario.waves - 1; wave >= 0; wave -= 1) {
    const { status } = await rollBackRebalance(connection, scenario.rebalanceId, { wave });
    if (status === 'Rolled Back') return;
  }
}

function appliedMoves(stage: UndoStage, scenario: Scenario): number {
  return rowsOf(
    stage,
    `SELECT Id FROM Evenfield_Rebalance_Move__c WHERE Rebalance__c = '${scenario.rebalanceId}' AND Outcome__c = 'Applied'`
  ).length;
}

function judge(
  stage: UndoStage,
  scenario: Scenario,
  before: ReadonlyMap<string, string>,
  edits: Edits,
  report: UndoReport
): void {
  const after = look(stage, scenario);
  report.foreignEdits += edits.size;
  for (const key of new Set([...before.keys(), ...after.keys(), ...edits.keys()])) {
    const isEdited = edits.has(key);
    const wanted = isEdited ? (edits.get(key) ?? null) : (before.get(key) ?? null);
    const found = after.get(key) ?? null;
    if (isEdited ? matches(key, wanted, found, before.get(key) ?? null) : wanted === found)
      continue;
    if (found === null && isOfOwnerNow(key, edits)) continue;
    if (isEdited) report.foreignEditsLost += 1;
    else report.mismatches += 1;
    if (report.examples.length < 10)
      report.examples.push(
        `${String(report.scenarios)} ${isEdited ? 'edited ' : ''}${key}: wanted ${String(wanted)}, found ${String(found)}, before ${String(before.get(key) ?? null)}`
      );
  }
  const moves = rowsOf(
    stage,
    `SELECT Id, Outcome__c, Outcome_Text__c FROM Evenfield_Rebalance_Move__c WHERE Rebalance__c = '${scenario.rebalanceId}'`
  );
  report.kept += moves.filter(({ Outcome__c }) => Outcome__c === 'Kept').length;
  const kept = rowsOf(
    stage,
    `SELECT Record_Id__c, Natural_Key__c, Move__c FROM Evenfield_Undo__c WHERE Rebalance__c = '${scenario.rebalanceId}' AND Outcome__c = 'Kept'`
  );
  for (const { Record_Id__c, Natural_Key__c, Move__c } of kept) {
    const text = moves.find(({ Id }) => Id === Move__c)?.['Outcome_Text__c'];
    if (typeof text !== 'string' || !text.includes(String(Record_Id__c ?? Natural_Key__c)))
      report.untold += 1;
  }
}

/**
 * A member or a share of whom somebody else made the record's owner: the platform has none for an
 * owner. That it was not written again is told, which `untold` counts.
 */
function isOfOwnerNow(key: string, edits: Edits): boolean {
  const [object = '', parent = '', person = ''] = key.split(':');
  const of = /^(Account|Opportunity)(TeamMember|Share)$/.exec(object)?.[1];
  const owner: unknown = of === undefined ? null : edits.get(`${of}:${parent}`);
  return typeof owner === 'string' && (JSON.parse(owner) as unknown[])[1] === person;
}

/**
 * An edit stands if the record is as its editor left it; fields that she did not touch, and that
 * the rebalance had written, take their values from before.
 */
function matches(
  key: string,
  wanted: string | null,
  found: string | null,
  before: string | null
): boolean {
  if (wanted === found) return true;
  if (wanted === null || found === null || before === null) return false;
  if (!/^(Account|Opportunity):/.test(key)) return false;
  const [left, now, old] = [wanted, found, before].map((text) => JSON.parse(text) as unknown[]);
  return (left ?? []).every((value, place) => {
    const isOwner = place === 1;
    return now?.[place] === value || (isOwner && now?.[place] === old?.[place]);
  });
}
