import type {
  ApproachComparison,
  ComparedApproach,
  Interval
} from '../domain/territory/approach/approach-shape.ts';
import type { ApproachReport } from '../jobs/compare-org.ts';

/** One self-contained page: no script, no outside address, readable without colour, printable. */
export function approachPage({ comparison, today, from, by, calls }: ApproachReport): string {
  const noun = by === 'owners' ? 'owners' : 'territories';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Which approach fits, ${escaped(today)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Which way to cut territories fits?</h1>
<p>${escaped(today)}. ${whole(comparison.accounts)} accounts, ${whole(comparison.territories)} ${noun}, ${whole(comparison.deals)} deals closed since ${escaped(from)}, ${whole(comparison.won)} of them won. Read by ${whole(calls)} queries; nothing was written to the org.</p>
<p class="lead">${escaped(comparison.named.words)}${nearest(comparison)}</p>
<h2>How much of the differences each explains</h2>
<p>Of accounts that it was not learned from. The bar is the share, the line its middle nine tenths over resamples of the accounts; left of 0 it foretells worse than one number for all.</p>
${chart(comparison.approaches, 'winRate', 'Differences in win rate explained')}
${chart(comparison.approaches, 'dealSize', 'Differences in deal size explained')}
<h2>What territories built so would be like</h2>
<p>As many as there are today. Groups with less than half a fair share of work are pooled. Balance is the share of the work that is in the right place; travel is from the middle of each territory.</p>
${table(comparison)}
${left(comparison)}
<p class="small">Each account is foretold from four fifths of the others; group means are pulled to the mean of all, thin groups most. How sure, and by what formulas: docs/approach.md of Evenfield.</p>
</main>
</body>
</html>
`;
}

const style = `
body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#181818;background:#fff}
main{max-width:56rem;margin:0 auto;padding:1rem}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #c9c9c9;vertical-align:top}
td.n,th.n{text-align:right;white-space:nowrap}
.scroll{overflow-x:auto}
.lead{font-size:1.1rem;border-left:.3rem solid #0b5cab;padding-left:1rem}
.small{font-size:.8rem;color:#444}
svg{width:100%;height:auto;max-width:44rem}
@media print{main{max-width:none}}
`;

function nearest({ nearestToday, approaches }: ApproachComparison): string {
  const moved = approaches.find(({ name }) => name === nearestToday)?.build?.moved ?? null;
  if (nearestToday === null || moved === null) return '';
  return escaped(
    ` Today’s territories are nearest to ${nearestToday}: ${percent(moved)} of the accounts would move.`
  );
}

const plotLeft = 150;
const width = 440;
const rowHeight = 34;

/** Bars with their intervals; the numbers stand beside them, so that nothing hangs on the drawing. */
function chart(
  approaches: readonly ComparedApproach[],
  which: 'winRate' | 'dealSize',
  title: string
): string {
  const known = approaches.flatMap((approach) => {
    const interval = approach[which];
    return interval === null ? [] : [{ name: approach.name, interval }];
  });
  if (known.length === 0) return `<h3>${escaped(title)}</h3><p>Not measured: too few deals.</p>`;
  const low = Math.min(0, ...known.map(({ interval }) => interval.low));
  const high = Math.max(0.01, ...known.map(({ interval }) => interval.high));
  const x = (value: number): string =>
    (plotLeft + ((value - low) / (high - low)) * (width - 20)).toFixed(1);
  const rows = known
    .map(({ name, interval }, place) => bar(name, interval, place * rowHeight + 22, x))
    .join('');
  const words = known.map(({ name, interval }) => `${name} ${said(interval)}`).join('; ');
  const height = known.length * rowHeight + 10;
  return `<h3>${escaped(title)}</h3><svg viewBox="0 0 ${String(plotLeft + width + 130)} ${String(height)}" role="img" aria-label="${escaped(`${title}: ${words}`)}"><line x1="${x(0)}" x2="${x(0)}" y1="0" y2="${String(height)}" stroke="#444"/>${rows}</svg>`;
}

function bar(name: string, interval: Interval, y: number, x: (value: number) => string): string {
  const [from, to] = [0, interval.value].sort((a, b) => a - b);
  const barWidth = Number(x(to ?? 0)) - Number(x(from ?? 0));
  const clipped = [interval.low, interval.high];
  return `<text x="0" y="${String(y + 4)}" font-size="14">${escaped(name)}</text><rect x="${x(from ?? 0)}" y="${String(y - 8)}" width="${barWidth.toFixed(1)}" height="16" fill="#9dc3ef"/><line x1="${x(clipped[0] ?? 0)}" x2="${x(clipped[1] ?? 0)}" y1="${String(y)}" y2="${String(y)}" stroke="#032d60" stroke-width="3"/><text x="${String(plotLeft + width)}" y="${String(y + 4)}" font-size="13">${escaped(said(interval))}</text>`;
}

const said = ({ value, low, high }: Interval): string =>
  `${percent(value)} (${percent(low)} to ${percent(high)})`;

function table({ approaches, named }: ApproachComparison): string {
  const rows = approaches.map(
    ({ name, by, known, build }) =>
      `<tr><th scope="row">${escaped(name)}${name === named.name ? ' (named)' : ''}</th><td>${escaped(by)}</td><td class="n">${percent(known)}</td>${
        build === null
          ? '<td class="n" colspan="5">no territories</td>'
          : `<td class="n">${whole(build.groups)}</td><td class="n">${percent(build.balance)}</td><td class="n">${whole(build.travelHours)}</td><td class="n">${whole(build.hours)}</td><td class="n">${build.moved === null ? 'not known' : percent(build.moved)}</td>`
      }</tr>`
  );
  return `<div class="scroll" tabindex="0" role="region" aria-label="Territories by approach"><table><thead><tr><th>Approach</th><th>Told apart by</th><th class="n">Accounts that say</th><th class="n">Groups</th><th class="n">Balance reachable</th><th class="n">Travel, hours a week</th><th class="n">All hours a week</th><th class="n">Accounts that would move</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function left({ left: skipped }: ApproachComparison): string {
  if (skipped.length === 0) return '';
  return `<h2>Not compared</h2><ul>${skipped.map(({ name, why }) => `<li><strong>${escaped(name)}</strong>: ${escaped(why)}</li>`).join('')}</ul>`;
}

const whole = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: 0 });
const percent = (value: number): string =>
  `${(value * 100).toFixed(Math.abs(value) < 0.1 ? 1 : 0)} %`;

/** Names come from the org and may hold anything. */
function escaped(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
