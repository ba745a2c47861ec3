import type { PreparedScene } from './preparedScene';
import { cellPixels } from './preparedScene';
import type { Overlay } from './drawnLine';
import type { Viewport } from './viewport';

const ink = '#181818';
const gapColour = '#b60554';
const noTerritory = '#5c5c5c';
const full = 2 * Math.PI;

/** The canvas at the size of its frame, in the screen's own pixels; null where it cannot be drawn on. */
export function sizedContext(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  density: number
): CanvasRenderingContext2D | null {
  const [across, down] = [Math.round(width * density), Math.round(height * density)];
  if (canvas.width !== across || canvas.height !== down) {
    canvas.width = across;
    canvas.height = down;
  }
  return canvas.getContext('2d');
}

/** Draws the scene once. What it costs depends on the size of the canvas, not on the number of accounts. */
export function paint(
  context: CanvasRenderingContext2D,
  prepared: PreparedScene,
  view: Viewport,
  overlay: Overlay,
  density: number
): void {
  const { scale, left, top, width, height } = view;
  const inPlane = (): void => {
    context.setTransform(density * scale, 0, 0, density * scale, density * left, density * top);
  };
  const onCanvas = (): void => {
    context.setTransform(density, 0, 0, density, 0, 0);
  };
  onCanvas();
  context.fillStyle = '#eef4f8';
  context.fillRect(0, 0, width, height);
  inPlane();
  const line = (
    path: Path2D,
    colour: string,
    pixels: number,
    dash: readonly number[] = []
  ): void => {
    context.strokeStyle = colour;
    context.lineWidth = pixels / scale;
    context.setLineDash(dash.map((part) => part / scale));
    context.stroke(path);
  };
  line(prepared.graticule, '#d8e2ea', 1);
  context.fillStyle = '#ffffff';
  context.fill(prepared.strongLines);
  context.globalAlpha = 0.6;
  for (const { colour, path } of prepared.fills) {
    context.fillStyle = colour;
    context.fill(path);
  }
  context.globalAlpha = 1;
  if (scale > 2) line(prepared.lines, '#c9c9c9', 0.6);
  line(prepared.strongLines, '#747474', 1);
  for (const { outline, path } of prepared.outlines) {
    if (outline.isFilled) {
      context.globalAlpha = 0.3;
      context.fillStyle = outline.colour;
      context.fill(path);
      context.globalAlpha = 1;
    }
    line(path, outline.colour, outline.isDashed ? 2 : 1.5, outline.isDashed ? [6, 4] : []);
  }
  context.fillStyle = hatching(context, density) ?? gapColour;
  context.globalAlpha = 0.8;
  context.fill(prepared.hatched);
  context.globalAlpha = 1;
  line(prepared.hatched, gapColour, 1.5);
  line(prepared.ringed, ink, 1.5, [3, 3]);
  onCanvas();
  context.setLineDash([]);
  paintPoints(context, prepared, view);
  paintSelected(context, prepared, view);
  paintMarks(context, prepared, view);
  paintOverlay(context, view, overlay);
}

/** Stripes for gaps, so that they are told by more than a colour. */
let stripes: CanvasPattern | null | undefined;
function hatching(context: CanvasRenderingContext2D, density: number): CanvasPattern | null {
  if (stripes === undefined) {
    const tile = context.canvas.ownerDocument.createElement('canvas');
    tile.width = 8;
    tile.height = 8;
    const pen = tile.getContext('2d');
    if (pen === null) return null;
    pen.strokeStyle = gapColour;
    pen.lineWidth = 1.5;
    pen.beginPath();
    for (const shift of [-8, 0, 8]) {
      pen.moveTo(shift, 8);
      pen.lineTo(shift + 8, 0);
    }
    pen.stroke();
    stripes = context.createPattern(tile, 'repeat');
  }
  // The stripes keep their width on the canvas at every zoom.
  stripes?.setTransform(context.getTransform().inverse().scale(density));
  return stripes;
}

function paintPoints(
  context: CanvasRenderingContext2D,
  { scene, clusters }: PreparedScene,
  { scale, left, top, width, height }: Viewport
): void {
  const found = clusters(Math.floor(Math.log2(scale)));
  context.font = '600 11px "Salesforce Sans", Arial, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (let slot = 0; slot < found.size; slot += 1) {
    const x = (found.x[slot] ?? NaN) * scale + left;
    const y = (found.y[slot] ?? NaN) * scale + top;
    if (!(x > -cellPixels && x < width + cellPixels && y > -cellPixels && y < height + cellPixels))
      continue;
    const count = found.count[slot] ?? 0;
    const group = found.group[slot] ?? -1;
    const radius = count === 1 ? 4 : Math.min(20, 8 + 2.4 * Math.log10(count) * 1.6);
    context.beginPath();
    context.arc(x, y, radius, 0, full);
    context.fillStyle = group < 0 ? '#ffffff' : (scene.colours[group] ?? noTerritory);
    context.fill();
    context.strokeStyle = group < 0 ? gapColour : found.isMixed[slot] === 1 ? ink : '#ffffff';
    context.lineWidth = group < 0 || found.isMixed[slot] === 1 ? 2 : 1;
    context.stroke();
    if (count === 1) continue;
    const text =
      count < 1000 ? String(count) : `${(count / 1000).toFixed(count < 10_000 ? 1 : 0)}k`;
    context.lineWidth = 3;
    context.strokeStyle = '#ffffff';
    context.strokeText(text, x, y);
    context.fillStyle = ink;
    context.fillText(text, x, y);
  }
}

/** More dots than this would only be one blot; the line around them says the rest. */
const mostSelectedDots = 5_000;

function paintSelected(
  context: CanvasRenderingContext2D,
  { scene, x, y }: PreparedScene,
  { scale, left, top }: Viewport
): void {
  context.fillStyle = ink;
  for (const index of scene.selected.slice(0, mostSelectedDots))
    context.fillRect(
      (x[index] ?? NaN) * scale + left - 1.5,
      (y[index] ?? NaN) * scale + top - 1.5,
      3,
      3
    );
}

function paintMarks(
  context: CanvasRenderingContext2D,
  { marks }: PreparedScene,
  { scale, left, top, width, height }: Viewport
): void {
  const taken: [number, number, number][] = [];
  for (const { mark, x, y } of marks) {
    const [across, down] = [x * scale + left, y * scale + top];
    if (!(across > 0 && across < width && down > 0 && down < height)) continue;
    if (mark.isOffice) {
      context.fillStyle = ink;
      context.fillRect(across - 5, down - 5, 10, 10);
      context.fillStyle = '#ffffff';
      context.fillRect(across - 2, down - 2, 4, 4);
    }
    context.font = `${mark.isOffice ? '400 11px' : '700 12px'} "Salesforce Sans", Arial, sans-serif`;
    const half = context.measureText(mark.text).width / 2;
    // A name stands above what it names, a town below its office.
    const line = mark.isOffice ? down + 13 : down - 22;
    // Names do not stand on each other; the table has them all.
    if (taken.some(([a, b, room]) => Math.abs(a - across) < room + half && Math.abs(b - line) < 14))
      continue;
    taken.push([across, line, half]);
    context.lineWidth = 3.5;
    context.strokeStyle = '#ffffff';
    context.strokeText(mark.text, across, line);
    context.fillStyle = ink;
    context.fillText(mark.text, across, line);
  }
}

function paintOverlay(
  context: CanvasRenderingContext2D,
  { scale, left, top }: Viewport,
  { line, isClosed, cross }: Overlay
): void {
  if (line.length > 0) {
    context.beginPath();
    line.forEach(([x, y], index) => {
      if (index === 0) context.moveTo(x * scale + left, y * scale + top);
      else context.lineTo(x * scale + left, y * scale + top);
    });
    if (isClosed) context.closePath();
    context.fillStyle = 'rgba(1, 118, 211, 0.15)';
    if (line.length > 2) context.fill('evenodd');
    context.strokeStyle = '#014486';
    context.lineWidth = 2;
    context.stroke();
    context.fillStyle = '#014486';
    if (line.length < 40)
      for (const [x, y] of line) context.fillRect(x * scale + left - 3, y * scale + top - 3, 6, 6);
  }
  if (cross === null) return;
  const [x, y] = [cross[0] * scale + left, cross[1] * scale + top];
  for (const [colour, wide] of [
    ['#ffffff', 5],
    [ink, 2]
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = wide;
    context.beginPath();
    context.moveTo(x - 12, y);
    context.lineTo(x + 12, y);
    context.moveTo(x, y - 12);
    context.lineTo(x, y + 12);
    context.stroke();
  }
}
