import type { Audit, AuditedTerritory } from '../domain/rebalance/audit-shape.ts';
import type { AuditReport } from '../jobs/audit-org.ts';

/** One self-contained page: no script, no outside address, readable without colour, printable. */
export function auditPage({ audit, problems, calls }: AuditReport): string {
  const noun = audit.by === 'owners' ? 'owners' : 'territories';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Evenfield audit, ${escaped(audit.today)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>How fair are these ${noun}?</h1>
<p>${escaped(audit.today)}. ${whole(audit.accounts)} accounts, ${whole(audit.territories.length)} ${noun}. Read by ${whole(calls)} queries; nothing was written to the org.${
    audit.by === 'owners'
      ? ' Nobody has designed territories here, so each active owner of accounts stands for a territory, all with an equal share.'
      : ''
  }</p>
${verdict(audit)}
${balanceTable(audit)}
${section('Gaps: accounts in nobody’s hands', gaps(audit))}
${section('Overlaps and duplicates', overlaps(audit))}
${section('Neglected accounts', neglected(audit))}
${section('What the org does not say', missing(audit))}
${section('Rows that could not be used', problemRows(problems))}
<p class="small">Hours are what accounts need by tier and distance; potential is the upper quartile of what look-alikes won. The formulas stand in docs/formulas.md of Evenfield.</p>
</main>
</body>
</html>
`;
}

const style = `
body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#181818;background:#fff}
main{max-width:64rem;margin:0 auto;padding:1rem}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #c9c9c9;vertical-align:top}
td.n,th.n{text-align:right;white-space:nowrap}
.scroll{overflow-x:auto}
.lead{font-size:1.1rem;border-left:.3rem solid #0b5cab;padding-left:1rem}
.small{font-size:.8rem;color:#444}
.bar{display:inline-block;height:.7rem;background:#0b5cab;vertical-align:middle}
@media print{main{max-width:none}}
`;

const section = (title: string, body: string): string =>
  body === '' ? '' : `<section><h2>${title}</h2>${body}</section>`;

function verdict(audit: Audit): string {
  const noun = audit.by === 'owners' ? 'owners' : 'territories';
  const percent = share(audit.tolerance);
  const lines = [
    audit.outOfBand === 0
      ? `All ${noun} are within ${percent} of their fair share of work and potential.`
      : `<strong>${whole(audit.outOfBand)} of ${whole(audit.territories.length)}</strong> ${noun} are more than ${percent} off their fair share of work or potential.`
  ];
  if (audit.balanceIndex !== null)
    lines.push(`${share(audit.balanceIndex)} of the work is already in the right place.`);
  const moves = audit.fewestMoves;
  if (moves !== null && audit.outOfBand > 0)
    lines.push(
      `<strong>${whole(moves.accounts)} accounts</strong> (${whole(Math.round(moves.hours))} hours a week) would have to change hands to mend it${
        moves.gap === null
          ? `; ${whole(moves.stillOut.length)} bands stay out even so, because of locks, families or single large accounts.`
          : `: within ${share(moves.gap, 1)} of the best possible.`
      }`
    );
  return `<p class="lead">${lines.join(' ')}</p>`;
}

function balanceTable(audit: Audit): string {
  const potentialOf = (row: AuditedTerritory): number => number(row.values['Potential__c']) ?? 0;
  const quotaOf = (row: AuditedTerritory): number | null => number(row.values['Quota__c']);
  const allPotential = audit.territories.reduce((sum, row) => sum + potentialOf(row), 0);
  const allQuota = audit.territories.reduce((sum, row) => sum + (quotaOf(row) ?? 0), 0);
  const load = (row: AuditedTerritory): string => {
    const quota = quotaOf(row);
    if (quota === null || allQuota === 0 || potentialOf(row) === 0) return '–';
    return (quota / allQuota / (potentialOf(row) / allPotential)).toFixed(2);
  };
  const hasQuota = audit.territories.some((row) => quotaOf(row) !== null);
  const rows = audit.territories.map((row) => {
    const { values } = row;
    return `<tr><th scope="row">${escaped(row.name)}</th><td>${escaped(row.owner ?? 'nobody')}</td><td>${escaped(text(values['Band__c']))}</td><td class="n">${amount(values['Accounts__c'])}</td><td class="n">${amount(values['Workload_Hours__c'], 1)}</td>${deviation(values['Workload_Deviation__c'])}<td class="n">${amount(values['Potential__c'])}</td>${deviation(values['Potential_Deviation__c'])}${hasQuota ? `<td class="n">${load(row)}</td>` : ''}<td class="n">${amount(values['Health__c'])}</td><td>${escaped(text(values['Findings__c'])).replaceAll('\n', '<br>')}</td></tr>`;
  });
  const head = `<tr><th>Name</th><th>Owner</th><th>Band</th><th class="n">Accounts</th><th class="n">Hours a week</th><th class="n">Off fair share</th><th class="n">Potential</th><th class="n">Off fair share</th>${hasQuota ? '<th class="n">Quota to potential</th>' : ''}<th class="n">Health</th><th>Warning signs</th></tr>`;
  return section(
    'Balance, the furthest out first',
    `<div class="scroll" tabindex="0" role="region" aria-label="Balance"><table><thead>${head}</thead><tbody>${rows.join('')}</tbody></table></div>${
      hasQuota
        ? '<p class="small">Quota to potential: 1 is the company’s own; at 1.5 a territory bears half again as much quota for its potential.</p>'
        : ''
    }`
  );
}

/** A signed percentage with a bar beside it; the bar ends at 100 %. */
function deviation(value: unknown): string {
  const size = number(value);
  if (size === null) return '<td class="n">not known</td>';
  const width = Math.min(100, Math.abs(size) * 100) / 25;
  return `<td class="n">${size > 0 ? '+' : ''}${(size * 100).toFixed(0)} % <span class="bar" style="width:${width.toFixed(2)}rem"></span></td>`;
}

function gaps(audit: Audit): string {
  return table(
    ['State', 'Accounts', 'Potential'],
    audit.gaps.map((gap) => [gap.state, whole(gap.accounts), whole(Math.round(gap.potential))])
  );
}

function overlaps(audit: Audit): string {
  return (
    table(
      ['Territory', 'Accounts that several rules claim'],
      audit.overlaps.map((overlap) => [overlap.territory, whole(overlap.accounts)])
    ) +
    table(
      ['Looks like one customer', 'Place', 'Accounts', 'In the hands of'],
      audit.duplicates.map((one) => [
        one.name,
        one.place,
        whole(one.accountIds.length),
        one.owners.join(', ')
      ])
    )
  );
}

function neglected(audit: Audit): string {
  return table(
    ['Territory', 'Tier A overdue', 'All overdue', 'Of'],
    audit.neglected.map((row) => [row.territory, whole(row.tierA), whole(row.all), whole(row.of)])
  );
}

function missing(audit: Audit): string {
  return table(
    ['What', 'Rows', 'Of', 'What it costs to know'],
    audit.missing
      .filter(({ rows }) => rows > 0)
      .map((row) => [row.what, whole(row.rows), whole(row.of), row.costs])
  );
}

const mostProblems = 100;

function problemRows(problems: AuditReport['problems']): string {
  return table(
    ['Object', 'Record', 'What', 'Cure'],
    problems
      .slice(0, mostProblems)
      .map((problem) => [problem.object, problem.record, problem.message, problem.cure])
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const cells = (row: readonly string[]): string =>
    row.map((cell) => `<td>${escaped(cell)}</td>`).join('');
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escaped(head.join(', '))}"><table><thead><tr>${head.map((name) => `<th>${escaped(name)}</th>`).join('')}</tr></thead><tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('')}</tbody></table></div>`;
}

const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const whole = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: 0 });
const share = (value: number, places = 0): string => `${(value * 100).toFixed(places)} %`;

function amount(value: unknown, places = 0): string {
  const known = number(value);
  return known === null
    ? 'not known'
    : known.toLocaleString('en-US', { maximumFractionDigits: places });
}

/** Names come from the org and may hold anything. */
function escaped(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
