/** What of the plane is seen: a point of it stands at `x * scale + left`, `y * scale + top` on the canvas. */
export interface Viewport {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
  /** Size of the canvas in CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** A box in the plane. */
export interface Extent {
  readonly west: number;
  readonly north: number;
  readonly east: number;
  readonly south: number;
}

const margin = 24;
/** Pixels a unit of the plane, 6.4 km: from the whole globe to about ten metres a pixel. */
const leastScale = 0.1;
const mostScale = 640;

/** Middle and scale at which the box fills the canvas. */
export function fitted(extent: Extent, width: number, height: number): Viewport {
  const scale = within(
    Math.min(
      (width - 2 * margin) / Math.max(extent.east - extent.west, 1e-6),
      (height - 2 * margin) / Math.max(extent.south - extent.north, 1e-6)
    )
  );
  return {
    scale,
    left: width / 2 - (scale * (extent.west + extent.east)) / 2,
    top: height / 2 - (scale * (extent.north + extent.south)) / 2,
    width,
    height
  };
}

export function panned(view: Viewport, right: number, down: number): Viewport {
  return { ...view, left: view.left + right, top: view.top + down };
}

/** Zoomed by a factor; what stands at `x`, `y` on the canvas stays there. */
export function zoomed(view: Viewport, factor: number, x: number, y: number): Viewport {
  const scale = within(view.scale * factor);
  const ratio = scale / view.scale;
  return { ...view, scale, left: x - (x - view.left) * ratio, top: y - (y - view.top) * ratio };
}

/** The same middle and scale on a canvas of another size. */
export function resized(view: Viewport, width: number, height: number): Viewport {
  return {
    ...view,
    width,
    height,
    left: view.left + (width - view.width) / 2,
    top: view.top + (height - view.height) / 2
  };
}

/** Two fingers: what is between them stays between them. `other` is the finger that did not move. */
export function pinched(
  view: Viewport,
  before: readonly [number, number],
  now: readonly [number, number],
  other: readonly [number, number]
): Viewport {
  const apart = (one: readonly [number, number]): number =>
    Math.max(1, Math.hypot(one[0] - other[0], one[1] - other[1]));
  return zoomed(
    panned(view, (now[0] - before[0]) / 2, (now[1] - before[1]) / 2),
    apart(now) / apart(before),
    (now[0] + other[0]) / 2,
    (now[1] + other[1]) / 2
  );
}

/** Panned so far that a point of the plane keeps `room` pixels from the edges. */
export function keptInside(
  view: Viewport,
  [x, y]: readonly [number, number],
  room: number
): Viewport {
  const over = (value: number, most: number): number =>
    value < room ? room - value : value > most - room ? most - room - value : 0;
  return panned(
    view,
    over(x * view.scale + view.left, view.width),
    over(y * view.scale + view.top, view.height)
  );
}

/** Fitted to points of the plane with some room around them. */
export function fittedTo(
  points: readonly (readonly [number, number])[],
  width: number,
  height: number
): Viewport {
  let [west, east, north, south] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x, y] of points) {
    west = Math.min(west, x);
    east = Math.max(east, x);
    north = Math.min(north, y);
    south = Math.max(south, y);
  }
  const room = 4;
  const extent = { west: west - room, east: east + room, north: north - room, south: south + room };
  return fitted(extent, width, height);
}

/** The point of the plane that stands at a place on the canvas. */
export function planeAt(view: Viewport, x: number, y: number): [number, number] {
  return [(x - view.left) / view.scale, (y - view.top) / view.scale];
}

function within(scale: number): number {
  return Math.min(mostScale, Math.max(leastScale, scale));
}
