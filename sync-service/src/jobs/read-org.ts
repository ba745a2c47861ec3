import { fieldsNeeded } from '../domain/core/compute-run.ts';
import { dayIn } from '../domain/core/days.ts';
import { figureCalendar } from '../domain/core/figures.ts';
import type { Policy } from '../domain/core/policy.ts';
import { parsePolicy } from '../domain/core/policy.ts';
import type { Problem } from '../domain/core/result.ts';
import type { AskedLeads } from '../domain/quota/metrics/selling-rows.ts';
import { quotaPolicy } from '../domain/quota/quota-policy.ts';
import { periodFor } from '../domain/quota/period.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import type { PreparedRead } from '../salesforce/read-rows.ts';
import { prepareRead } from '../salesforce/read-rows.ts';
import { isPastFitDue } from '../domain/retention/past-churn.ts';
import { readGoals } from '../salesforce/records/activity-goals.ts';
import { readAlerts } from '../salesforce/records/alerts.ts';
import { accountColumns, accountQuery } from '../salesforce/records/accounts.ts';
import { readCompetitors } from '../salesforce/records/competitors.ts';
import { coverageQuery } from '../salesforce/records/coverage.ts';
import { readCurrencies } from '../salesforce/records/currencies.ts';
import type { Design } from '../salesforce/records/design.ts';
import { readDesign } from '../salesforce/records/design.ts';
import { readPastSnapshots } from '../salesforce/records/past-snapshots.ts';
import { readChurnModels } from '../salesforce/records/churn-model.ts';
import { historyStreams } from '../salesforce/records/history.ts';
import { readCredits } from '../salesforce/records/credits.ts';
import { readSignalSources } from '../salesforce/records/signal-sources.ts';
import { readUserRoles } from '../salesforce/records/user-roles.ts';
import { newLeadDays } from '../domain/quota/goals/new-leads.ts';
import { territoriesOfOwners } from '../domain/quota/metrics/lead-territory.ts';
import { readLeads } from '../salesforce/records/leads.ts';
import { readContests } from '../salesforce/records/contests.ts';
import { readMarket } from '../salesforce/records/market.ts';
import type { PersonalRead } from '../salesforce/records/personal-quotas.ts';
import { readFamilyDeals } from '../salesforce/records/product-lines.ts';
import { readPersonalQuotas } from '../salesforce/records/personal-quotas.ts';
import type { ComputeThread, HistoryThread } from './compute-apart.ts';
import { startComputing, startHistory } from './compute-apart.ts';
import type { History } from './history-intake.ts';
import type { OwnStream, RunInputs } from './intake.ts';
import { readLearning } from './read-learning.ts';
import type { KeptReviews } from './read-reviews.ts';
import { readKeptReviews, readReviewQuestion } from './read-reviews.ts';
import { readRecent } from './read-recent.ts';
import { readStages } from './read-stages.ts';

export interface OrgRead {
  readonly inputs: RunInputs;
  /** Holds the rows of accounts and of coverage. */
  readonly thread: ComputeThread;
  /** Holds the deals. */
  readonly historian: HistoryThread;
  readonly history: History;
  /** Quotas of persons; null for a run that is not to change any. */
  readonly personal: PersonalRead | null;
  /** Reviews that the org holds; null for a run that is not to write any. */
  readonly reviews: KeptReviews | null;
  /** Whether the historian holds the history of stages whole. */
  readonly knowsStages: boolean;
  /** Leads of the last year; null where there are none, or a run does not measure them. */
  readonly leads: AskedLeads | null;
  readonly problems: Problem[];
  /** Rows read that figures are made of; our own results, read to compare, are not counted. */
  readonly read: number;
}

/** The design and the policy that it holds; cheap, and read first because it says what else is needed. */
export async function readPolicyAndDesign(
  connection: OrgConnection
): Promise<{ design: Design; policy: Policy; problems: Problem[] }> {
  const design = await readDesign(connection);
  const { policy, problems } = parsePolicy(design.policyRow);
  return { design, policy, problems: [...design.problems, ...problems] };
}

/** Streams read side by side: enough to keep the org and this process busy, few enough to keep their pages small in sum. */
const sideBySide = 4;

/**
 * Reads everything that a run needs. All queries are started at once, so that the org prepares the
 * later ones while the first is taken. Pages of accounts and coverage go to the computing thread as
 * they come, those of history to another, so that both are parsed at once.
 * @param now the run's own moment, UTC milliseconds
 * @param changed accounts whose territories alone are to be written; null for all
 * @throws OrgError
 */
export async function readOrg(
  connection: OrgConnection,
  now: number,
  changed: readonly string[] | null = null
): Promise<OrgRead> {
  // The largest query waits for nothing, so the org is at it while the design is read.
  const coverageReady = prepareRead(connection, coverageQuery);
  coverageReady.catch(() => undefined);
  const keptReady = changed === null ? readKeptReviews(connection, now) : Promise.resolve(null);
  keptReady.catch(() => undefined);
  const { design, policy, problems } = await readPolicyAndDesign(connection);
  const market = policy.marketWeight === 0 ? null : await readMarket(connection);
  const today = dayIn(policy.timeZone, now);
  const period = periodFor(
    design.quotas.length > 0 ? design.quotas : design.familyQuotas,
    today,
    design.fiscalQuarters
  );
  const calendar = figureCalendar(today, period);
  const columns = await accountColumns(connection, fieldsNeeded(policy, design.rules));
  const accounts = await prepareRead(connection, accountQuery(columns));
  const currencies = columns.hasCurrencies ? await readCurrencies(connection) : null;
  const signals =
    policy.churnMapping === null && policy.churnHistoryYears > 0
      ? await readSignalSources(connection, policy.signalFields)
      : null;
  const recent = signals === null ? [] : await readRecent(connection, today, signals.sources);
  const ofQuotas = quotaPolicy(design.policyRow);
  const asked = {
    policy: ofQuotas,
    today,
    timeZone: policy.timeZone,
    currencies
  };
  const kept = await keptReady;
  const reviews =
    kept === null ? null : await readReviewQuestion(connection, { ...asked, kept, design });
  const thread = startComputing(columns);
  const historian = startHistory({
    calendar,
    currencies,
    expected: accounts.count,
    proposalStages: policy.goals.proposalStages,
    periods: reviews?.question.periods ?? []
  });
  try {
    const streams = historyStreams(calendar, currencies);
    const stages = readStages(connection, historian, {
      calendar,
      currencies,
      quotas: design.quotas,
      period,
      known: accounts.count
    });
    stages.catch(() => undefined);
    const prepare = async (stream: (typeof streams)[number]): Promise<PreparedRead> =>
      prepareRead(connection, stream.query, stream.many === true ? accounts.count : 0);
    const [
      coverage,
      models,
      past,
      competitors,
      contested,
      credits,
      families,
      personal,
      alerts,
      goals,
      leads,
      roles,
      ...history
    ] = await Promise.all([
      coverageReady,
      readChurnModels(connection, policy, today),
      readPastSnapshots(connection, today),
      readCompetitors(connection, calendar.yearAgo),
      readContests(connection),
      readCredits(connection, { ...asked, period, members: design.members }),
      changed === null
        ? readFamilyDeals(connection, { quotas: design.familyQuotas, period, today, currencies })
        : null,
      changed === null ? readPersonalQuotas(connection, asked) : null,
      changed === null ? readAlerts(connection, `Closed__c = null OR Closed__c = ${today}`) : null,
      changed === null ? readGoals(connection) : null,
      changed === null
        ? readLeads(connection, { now, endedStatuses: ofQuotas.leadEndedStatuses })
        : null,
      changed === null && policy.goals.byRole.length > 0 ? readUserRoles(connection) : null,
      ...streams.map(prepare)
    ]);
    const reading = (stream: OwnStream, prepared: PreparedRead) => (): Promise<number> =>
      prepared.read((page) => thread.take(stream, page));
    let touchesLeft = streams.filter((stream) => stream.touches === true).length;
    const touched = Promise.withResolvers<undefined>();
    const reads = streams.map((stream, place) => {
      return async (): Promise<number> => {
        if (stream.afterTouches === true) await touched.promise;
        const rows =
          (await history[place]?.read((page) => historian.take(stream.query.object, page))) ?? 0;
        if (stream.touches === true) touchesLeft -= 1;
        if (touchesLeft === 0) touched.resolve(undefined);
        return rows;
      };
    });
    const ownResults = async (): Promise<number> => {
      await reading('coverage', coverage)();
      return 0;
    };
    const read = await takenTogether([reading('accounts', accounts), ownResults, ...reads]);
    const staged = await stages;
    const table = leads?.leads ?? null;
    const knownLeads =
      table === null
        ? null
        : {
            table,
            territoryOfOwner: territoriesOfOwners(
              table.owners,
              design.members,
              design.users,
              today
            ),
            now: now / 3_600_000,
            droppedDays: ofQuotas.leadDroppedDays
          };
    const learns = changed === null && signals !== null && isPastFitDue(models.churn, today);
    const learning = learns
      ? await readLearning(connection, {
          today,
          years: policy.churnHistoryYears,
          currencies,
          expected: accounts.count,
          sources: signals.sources
        })
      : null;
    return {
      inputs: {
        today,
        now,
        period,
        fiscalQuarters: design.fiscalQuarters,
        policy,
        territories: design.territories,
        members: design.members,
        rules: design.rules,
        quotas: design.quotas,
        familyQuotas: design.familyQuotas,
        ...(families?.deals === undefined ? {} : { familyDeals: families.deals }),
        creditMoves: credits.moves,
        users: design.users,
        pastSnapshots: past.snapshots,
        competitors,
        ...(market === null ? {} : { market: market.rows }),
        contests: contested.contests,
        churnModel: models.churn,
        contractionModel: models.contraction,
        expansionModel: models.expansion,
        recent,
        learning,
        ...(alerts === null ? {} : { alerts: alerts.alerts }),
        ...(goals === null ? {} : { goalsByHand: byHand(goals.records) }),
        ...(knownLeads === null
          ? {}
          : {
              newLeadDays: newLeadDays(
                knownLeads.table,
                knownLeads.territoryOfOwner,
                knownLeads.now
              )
            }),
        ...(roles === null ? {} : { roles: roles.roles }),
        changed,
        reviews: reviews?.question ?? null
      },
      thread,
      historian,
      history: await historian.finish(staged.isWhole),
      personal,
      reviews: kept,
      knowsStages: staged.isWhole,
      leads: knownLeads,
      problems: [
        ...problems,
        ...staged.problems,
        ...past.problems,
        ...models.problems,
        ...(signals?.problems ?? []),
        ...(market?.problems ?? []),
        ...(alerts?.problems ?? []),
        ...contested.problems,
        ...credits.problems,
        ...(families?.problems ?? []),
        ...(personal?.problems ?? []),
        ...(leads?.problems ?? []),
        ...(roles?.problems ?? []),
        ...(reviews?.problems ?? [])
      ],
      read:
        design.read +
        read +
        (market?.read ?? 0) +
        contested.read +
        credits.read +
        staged.read +
        (personal?.read ?? 0) +
        (leads?.read ?? 0)
    };
  } catch (error) {
    await Promise.all([thread.end(), historian.end()]);
    throw error;
  }
}

/** Goals that people set, by key. */
function byHand(
  goals: readonly { readonly Key__c: string; readonly By_Hand__c: number | null }[]
): Map<string, number> {
  return new Map(
    goals.flatMap(({ Key__c: key, By_Hand__c: goal }): [string, number][] =>
      goal === null ? [] : [[key, goal]]
    )
  );
}

async function takenTogether(reads: readonly (() => Promise<number>)[]): Promise<number> {
  let next = 0;
  let sum = 0;
  const lane = async (): Promise<void> => {
    for (let read = reads[next++]; read !== undefined; read = reads[next++]) {
      const rows = await read();
      sum += rows;
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, lane));
  return sum;
}
