/// <reference lib="dom" />
/**
 * The territory map with many accounts in a real Chromium: first paint, frames while it is panned and
 * zoomed, memory, and whether a lasso selects what d3-geo says is inside.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { geoArea, geoContains } from 'd3-geo';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../tests/browser/stage.ts';
import { startHost } from '../../tests/lwc-host/host.ts';
import { mapOrg } from './map-org.ts';
import type { MapOrg } from './map-org.ts';

const size = { width: 1280, height: 900 };
const frames = 120;

/** `--accounts N --territories N --rounds N --seed N --dir FOLDER` (with `us_cities_geonames_pop5000.csv`, else ZIP areas). */
export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      accounts: { type: 'string', default: '100000' },
      territories: { type: 'string', default: '200' },
      rounds: { type: 'string', default: '3' },
      seed: { type: 'string', default: '1' },
      dir: { type: 'string', default: '../shared/data/geo' }
    }
  });
  const accounts = Number(values.accounts);
  const territories = Number(values.territories);
  const made = await mapOrg(accounts, territories, Number(values.seed), values.dir);
  const host = await startHost({ orgUrl: made.org.url, users: made.org.users });
  const rounds: Round[] = [];
  try {
    for (let round = 0; round < Number(values.rounds); round += 1) {
      const browser = await launchChromium();
      rounds.push(await measure(browser, `${host.url}/map?as=admin`, made));
      await browser.close();
    }
  } finally {
    await host.stop();
    await made.org.stop();
  }
  const median = (read: (round: Round) => number): number =>
    rounds.map(read).sort((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? NaN;
  const over = (name: 'pan' | 'zoom' | 'countyPan'): Record<string, number> => ({
    medianMs: median((round) => round[name].median),
    p95Ms: median((round) => round[name].p95),
    longestMs: Math.max(...rounds.map((round) => round[name].longest)),
    mainThreadMs: median((round) => round[name].mainThread)
  });
  return {
    accounts,
    territories,
    places: made.places,
    rounds: rounds.length,
    viewport: `${String(size.width)}x${String(size.height)}`,
    requests: median((round) => round.requests),
    dataMB: median((round) => round.dataMB),
    firstPaintMs: median((round) => round.firstPaint),
    afterLastAnswerMs: median((round) => round.afterLastAnswer),
    pan: over('pan'),
    zoom: over('zoom'),
    countyPan: over('countyPan'),
    heapMB: median((round) => round.heapMB),
    rendererMB: Math.max(...rounds.map((round) => round.rendererMB)),
    lassoMs: median((round) => round.lassoMs),
    lassoSelected: median((round) => round.selected),
    lassoDiffers: rounds.reduce((sum, round) => sum + round.differs, 0)
  };
}

interface Frames {
  readonly median: number;
  readonly p95: number;
  readonly longest: number;
  /** Milliseconds of the page's thread a frame. */
  readonly mainThread: number;
}

interface Round {
  readonly requests: number;
  readonly dataMB: number;
  readonly firstPaint: number;
  readonly afterLastAnswer: number;
  readonly pan: Frames;
  readonly zoom: Frames;
  readonly countyPan: Frames;
  readonly heapMB: number;
  readonly rendererMB: number;
  readonly lassoMs: number;
  readonly selected: number;
  readonly differs: number;
}

async function measure(browser: Browser, url: string, made: MapOrg): Promise<Round> {
  const page = await browser.newPage({ viewport: size });
  let requests = 0;
  let bytes = 0;
  page.on('response', (response) => {
    if (!response.url().endsWith('/graphql')) return;
    requests += 1;
    void response.body().then((body) => {
      bytes += body.length;
    });
  });
  await page.goto(url);
  await page.waitForSelector('canvas[data-painted]', { timeout: 120_000 });
  const times = await page.evaluate(() => {
    const answers = performance
      .getEntriesByType('resource')
      .filter((entry) => entry.name.endsWith('/graphql')) as PerformanceResourceTiming[];
    return {
      painted: performance.getEntriesByName('evenfield-map-painted')[0]?.startTime ?? NaN,
      answered: Math.max(...answers.map((entry) => entry.responseEnd))
    };
  });
  const pan = await framesOf(page, 'pan');
  const zoom = await framesOf(page, 'zoom');
  await page.getByLabel('Show territories by').selectOption('county');
  await page.waitForTimeout(2_000);
  const countyPan = await framesOf(page, 'pan');
  const memory = await memoryOf(browser, page);
  const lasso = await lassoOf(page, made);
  await page.close();
  return {
    requests,
    dataMB: bytes / 1e6,
    firstPaint: times.painted,
    afterLastAnswer: times.painted - times.answered,
    pan,
    zoom,
    countyPan,
    ...memory,
    ...lasso
  };
}

/** One step a frame, as a hand or a wheel gives them, and the time from frame to frame. */
async function framesOf(page: Page, kind: 'pan' | 'zoom'): Promise<Frames> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const busy = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
  };
  const before = await busy();
  const gaps = await page.locator('canvas').evaluate(
    async (canvas, [steps, how]) => {
      const box = canvas.getBoundingClientRect();
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      const pointer = (type: string, right: number): void => {
        const init = { pointerId: 1, clientX: x + right, clientY: y + right / 2, bubbles: true };
        canvas.dispatchEvent(new PointerEvent(type, init));
      };
      // A pointer made by a script cannot be captured.
      canvas.setPointerCapture = () => undefined;
      const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
      if (how === 'pan') pointer('pointerdown', 0);
      const gaps: number[] = [];
      let last = await frame();
      for (let step = 1; step <= steps; step += 1) {
        if (how === 'pan') pointer('pointermove', 300 * Math.sin(step / 10));
        else
          canvas.dispatchEvent(
            new WheelEvent('wheel', {
              deltaY: step <= steps / 2 ? -40 : 40,
              clientX: x,
              clientY: y,
              cancelable: true
            })
          );
        const now = await frame();
        gaps.push(now - last);
        last = now;
      }
      if (how === 'pan') pointer('pointerup', 0);
      return gaps;
    },
    [frames, kind] as const
  );
  const mainThread = (((await busy()) - before) * 1000) / frames;
  await session.detach();
  const sorted = gaps.sort((a, b) => a - b);
  return {
    median: sorted[Math.floor(frames / 2)] ?? NaN,
    p95: sorted[Math.floor(frames * 0.95)] ?? NaN,
    longest: sorted.at(-1) ?? NaN,
    mainThread
  };
}

/** Heap of the page after a collection, and what the page's process holds in all (Linux). */
async function memoryOf(
  browser: Browser,
  page: Page
): Promise<{ heapMB: number; rendererMB: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  const whole = await browser.newBrowserCDPSession();
  const { processInfo } = await whole.send('SystemInfo.getProcessInfo');
  await whole.detach();
  const resident = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => {
      const status = readFileSync(`/proc/${String(id)}/status`, 'utf8');
      return Number(/VmRSS:\s*(\d+)/.exec(status)?.[1] ?? NaN) / 1024;
    });
  return { heapMB: usedSize / 2 ** 20, rendererMB: Math.max(...resident) };
}

/** Draws a lasso and holds the number selected against that which d3-geo finds inside. */
async function lassoOf(
  page: Page,
  made: MapOrg
): Promise<{ lassoMs: number; selected: number; differs: number }> {
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByLabel('Lasso').check();
  await page.locator('c-map-canvas').evaluate((element) => {
    element.addEventListener('draw', (event) => {
      const { places } = (event as CustomEvent<{ places: [number, number][] }>).detail;
      Object.assign(globalThis, { drawnPlaces: places, drawnAt: performance.now() });
    });
  });
  const box = await page.locator('canvas').boundingBox();
  if (box === null) throw new Error('There is no map.');
  const at = (step: number): [number, number] => {
    const angle = (step / 60) * 2 * Math.PI;
    const reach = 0.2 + 0.1 * Math.sin(5 * angle);
    return [
      box.x + box.width * (0.5 + reach * Math.cos(angle)),
      box.y + box.height * (0.5 + reach * 1.4 * Math.sin(angle))
    ];
  };
  await page.mouse.move(...at(0));
  await page.mouse.down();
  for (let step = 1; step < 60; step += 1) await page.mouse.move(...at(step));
  await page.mouse.up();
  const inside = page.locator('[data-name="selection"] [data-name="inside"] dd');
  await inside.waitFor();
  const lassoMs = await page.evaluate(
    () => performance.now() - (globalThis as unknown as { drawnAt: number }).drawnAt
  );
  const selected = Number((await inside.innerText()).replaceAll(',', ''));
  const places = await page.evaluate(
    () => (globalThis as unknown as { drawnPlaces: [number, number][] }).drawnPlaces
  );
  const ring = [...places, places[0] ?? [0, 0]];
  const shape = { type: 'Polygon' as const, coordinates: [ring] };
  if (geoArea(shape) > 2 * Math.PI) shape.coordinates = [[...ring].reverse()];
  let expected = 0;
  made.longitude.forEach((east, index) => {
    if (geoContains(shape, [east, made.latitude[index] ?? 0])) expected += 1;
  });
  return { lassoMs, selected, differs: Math.abs(expected - selected) };
}
