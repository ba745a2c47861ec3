import { LightningElement, api } from 'lwc';
import { filled } from 'c/graphqlNodes';
import type { Place } from 'c/mapGeometry';
import type { Drawing, PlanePoint, Tool } from './drawnLine';
import { closedLine, densified, dragged, newDrawing, overlayOf, withCorner } from './drawnLine';
import { loadGeo } from './geoLibrary';
import { arrows, crossStep, fineStep, panStep, zoomStep } from './keySteps';
import { paint, sizedContext } from './paint';
import type { Ground, PreparedScene } from './preparedScene';
import { groundOf, placesAt, planeOf, preparedScene } from './preparedScene';
import type { Scene } from './scene';
import type { Viewport } from './viewport';
import {
  fitted,
  fittedTo,
  keptInside,
  panned,
  pinched,
  planeAt,
  resized,
  zoomed
} from './viewport';
import { words } from './words';

export type { Tool } from './drawnLine';
export type { MapCanvasElement, Scene, SceneArea, SceneMark, SceneOutline } from './scene';

/** A drawn edge is cut into pieces of so many pixels before it goes onto the globe. */
const edgePixels = 8;
/** A lasso takes a corner each time the pointer has gone so far. */
const lassoPixels = 4;

/** The map's picture. `show` gives it what to draw; a closed line comes back as the event `draw`. */
export default class MapCanvas extends LightningElement {
  label = words;
  said = '';
  isFocused = false;
  drawing: Drawing = newDrawing('move');
  pointers = new Map<number, [number, number]>();
  ground: Ground | null = null;
  prepared: PreparedScene | null = null;
  view: Viewport | null = null;
  frame = 0;
  observer: ResizeObserver | null = null;

  /** How an area is drawn. Another way begins anew. */
  @api
  get tool(): Tool {
    return this.drawing.tool;
  }
  set tool(tool: Tool) {
    if (tool === this.drawing.tool) return;
    this.drawing = newDrawing(tool);
    this.placeCross();
    this.draw();
  }

  /** Draws a scene; the same accounts keep zoom and place. @throws when d3-geo does not load */
  @api
  async show(scene: Scene): Promise<void> {
    const library = this.ground?.library ?? (await loadGeo(this));
    if (this.prepared?.scene.points !== scene.points || this.ground === null) {
      this.ground = groundOf(library, scene);
      this.view = null;
    }
    this.prepared = preparedScene(this.ground, scene);
    this.draw();
  }

  /** Zooms to a box of degrees around places. */
  @api
  showPlaces(places: readonly Place[]): void {
    if (this.view === null || this.ground === null) return;
    const points = planeOf(this.ground, places);
    if (points.length === 0) return;
    this.view = fittedTo(points, this.view.width, this.view.height);
    this.drawing = { ...this.drawing, cross: null };
    this.placeCross();
    this.draw();
  }

  /** Takes away what was drawn. */
  @api
  clear(): void {
    this.drawing = { ...this.drawing, corners: [], isClosed: false };
    this.draw();
  }

  renderedCallback(): void {
    if (this.observer !== null) return;
    this.observer = new ResizeObserver(() => {
      this.draw();
    });
    this.observer.observe(this.part('frame'));
  }

  disconnectedCallback(): void {
    this.observer?.disconnect();
    this.observer = null;
    if (this.frame !== 0) cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  get help(): string {
    return this.drawing.tool === 'move' ? words.helpMove : words.helpDraw;
  }

  get canvas(): HTMLCanvasElement {
    return this.part('canvas') as HTMLCanvasElement;
  }

  part(name: string): HTMLElement {
    return this.refs?.[name] as HTMLElement;
  }

  /** Draws once before the next picture of the browser, however often it is asked. */
  draw(): void {
    if (this.frame !== 0 || !this.isConnected) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.drawNow();
    });
  }

  drawNow(): void {
    const { prepared } = this;
    const { clientWidth: width, clientHeight: height } = this.part('frame');
    if (prepared === null || width === 0 || height === 0) return;
    const density = Math.min(2, window.devicePixelRatio);
    this.view ??= fitted(prepared.extent, width, height);
    if (this.view.width !== width || this.view.height !== height)
      this.view = resized(this.view, width, height);
    const { canvas } = this;
    const context = sizedContext(canvas, width, height, density);
    if (context === null) return;
    const overlay = overlayOf(this.drawing, this.isFocused);
    paint(context, prepared, this.view, overlay, density);
    if (canvas.dataset['painted'] === undefined) performance.mark('evenfield-map-painted');
    canvas.dataset['painted'] = 'true';
  }

  /** The cross begins in the middle of the picture. */
  placeCross(): void {
    const { view, drawing } = this;
    if (view === null || drawing.tool === 'move' || drawing.cross !== null) return;
    this.drawing = { ...drawing, cross: planeAt(view, view.width / 2, view.height / 2) };
  }

  focusMap(): void {
    this.isFocused = true;
    this.placeCross();
    this.draw();
  }

  blurMap(): void {
    this.isFocused = false;
    this.draw();
  }

  zoomIn(): void {
    this.zoomBy(zoomStep);
  }

  zoomOut(): void {
    this.zoomBy(1 / zoomStep);
  }

  zoomBy(factor: number, at?: readonly [number, number]): void {
    if (this.view === null) return;
    const [x, y] = at ?? [this.view.width / 2, this.view.height / 2];
    this.view = zoomed(this.view, factor, x, y);
    this.draw();
  }

  showAll(): void {
    this.view = null;
    this.draw();
  }

  placeOf(event: MouseEvent): [number, number] {
    const box = this.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  press(event: PointerEvent): void {
    const place = this.placeOf(event);
    this.pointers.set(event.pointerId, place);
    this.canvas.setPointerCapture(event.pointerId);
    if (this.view === null || this.drawing.tool === 'move' || this.pointers.size > 1) return;
    this.drawing = withCorner(this.drawing, planeAt(this.view, ...place), true);
    this.draw();
  }

  drag(event: PointerEvent): void {
    const before = this.pointers.get(event.pointerId);
    if (before === undefined || this.view === null) return;
    const place = this.placeOf(event);
    const { tool } = this.drawing;
    if (this.pointers.size > 1 || tool === 'move' || tool === 'area') {
      this.gesture(event.pointerId, before, place);
      this.pointers.set(event.pointerId, place);
      return;
    }
    const isShort = Math.hypot(place[0] - before[0], place[1] - before[1]) < lassoPixels;
    if (tool === 'lasso' && isShort) return;
    this.drawing = dragged(this.drawing, planeAt(this.view, ...place));
    this.pointers.set(event.pointerId, place);
    this.draw();
  }

  /** One finger or the mouse pans, two fingers zoom around their middle. */
  gesture(id: number, before: [number, number], now: [number, number]): void {
    if (this.view === null) return;
    const other = [...this.pointers].find(([each]) => each !== id)?.[1];
    if (other !== undefined) {
      this.drawing = { ...this.drawing, corners: [], isClosed: false };
      this.view = pinched(this.view, before, now, other);
    } else if (this.drawing.tool === 'move')
      this.view = panned(this.view, now[0] - before[0], now[1] - before[1]);
    this.draw();
  }

  release(event: PointerEvent): void {
    this.pointers.delete(event.pointerId);
    if (event.type === 'pointercancel' || this.pointers.size > 0) return;
    const { tool, corners } = this.drawing;
    if (tool === 'lasso' || (tool === 'box' && corners.length > 1)) this.close();
  }

  closeByDoubleClick(): void {
    if (this.drawing.tool === 'area') this.close();
  }

  wheel(event: WheelEvent): void {
    event.preventDefault();
    this.zoomBy(Math.exp(-event.deltaY / 400), this.placeOf(event));
  }

  key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.takeKey(event.key, event.shiftKey))
      return;
    event.preventDefault();
    this.draw();
  }

  takeKey(key: string, isFine: boolean): boolean {
    const [right, down] = arrows[key] ?? [0, 0];
    if (right !== 0 || down !== 0) this.step(right, down, isFine);
    else if (key === '+' || key === '=') this.zoomBy(zoomStep);
    else if (key === '-' || key === '_') this.zoomBy(1 / zoomStep);
    else if (key === '0') this.showAll();
    else if (this.drawing.tool === 'move') return false;
    else if (key === 'Enter' || key === ' ') this.setCorner();
    else if (key === 'c' || key === 'C') this.close();
    else if (key === 'Backspace')
      this.drawing = { ...this.drawing, corners: this.drawing.corners.slice(0, -1) };
    else if (key === 'Escape' && this.drawing.corners.length > 0) {
      this.clear();
      this.said = words.drawingEnded;
    } else return false;
    return true;
  }

  /** Arrows pan the map, or move the cross and pan when it would leave the picture. */
  step(right: number, down: number, isFine: boolean): void {
    if (this.view === null) return;
    const { cross } = this.drawing;
    if (this.drawing.tool === 'move' || cross === null) {
      this.view = panned(this.view, -right * panStep, -down * panStep);
      return;
    }
    const pixels = (isFine ? fineStep : crossStep) / this.view.scale;
    const moved: PlanePoint = [cross[0] + right * pixels, cross[1] + down * pixels];
    this.drawing = { ...this.drawing, cross: moved };
    this.view = keptInside(this.view, moved, panStep);
    this.said = filled(words.cursorAt, ...this.degreesOf(moved));
  }

  setCorner(): void {
    const { cross, tool } = this.drawing;
    if (cross === null) return;
    this.drawing = withCorner(this.drawing, cross, false);
    const count = this.drawing.corners.length;
    if (tool === 'box' && count === 2) this.close();
    else this.said = filled(words.cornerSet, String(count), ...this.degreesOf(cross));
  }

  degreesOf(point: PlanePoint): [string, string] {
    const [place] = this.ground === null ? [] : placesAt(this.ground, [point]);
    return [(place?.[1] ?? 0).toFixed(1), (place?.[0] ?? 0).toFixed(1)];
  }

  /** Ends the line and tells which places it goes through. */
  close(): void {
    const { view, ground, drawing } = this;
    const line = closedLine(drawing.tool, drawing.corners);
    if (line === null || view === null || ground === null || drawing.isClosed) return;
    this.drawing = { ...drawing, corners: line, isClosed: true };
    this.said = words.areaClosed;
    this.draw();
    const places = placesAt(ground, densified(line, edgePixels / view.scale));
    this.dispatchEvent(new CustomEvent('draw', { detail: { places } }));
  }
}
