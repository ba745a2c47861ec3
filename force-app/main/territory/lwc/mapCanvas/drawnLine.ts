/** How an area is drawn: `move` draws none. */
export type Tool = 'move' | 'box' | 'lasso' | 'area';

/** A point of the plane. */
export type PlanePoint = readonly [x: number, y: number];

/** Corners of the closed line that two opposite corners or a line of corners stand for; null while there are too few. */
export function closedLine(tool: Tool, corners: readonly PlanePoint[]): PlanePoint[] | null {
  const [first, second] = corners;
  if (tool === 'box' && first !== undefined && second !== undefined)
    return [first, [second[0], first[1]], second, [first[0], second[1]]];
  return tool !== 'box' && corners.length > 2 ? [...corners] : null;
}

/**
 * More corners along each edge, none longer than `longest`: an edge that is straight on the map is
 * none on the globe, so that what is selected is what was seen.
 */
export function densified(corners: readonly PlanePoint[], longest: number): PlanePoint[] {
  return corners.flatMap((from, index) => {
    const to = corners[(index + 1) % corners.length] ?? from;
    const steps = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / longest));
    return Array.from({ length: steps }, (_, step): PlanePoint => [
      from[0] + ((to[0] - from[0]) * step) / steps,
      from[1] + ((to[1] - from[1]) * step) / steps
    ]);
  });
}

/** A line under way. */
export interface Drawing {
  readonly tool: Tool;
  readonly corners: readonly PlanePoint[];
  readonly isClosed: boolean;
  /** Where the keyboard's cross stands; null until the map has the focus. */
  readonly cross: PlanePoint | null;
}

export function newDrawing(tool: Tool): Drawing {
  return { tool, corners: [], isClosed: false, cross: null };
}

/** A corner by pointer or key; after a closed line, and by the pointer unless corners are clicked one by one, it begins a new one. */
export function withCorner(drawing: Drawing, point: PlanePoint, byPointer: boolean): Drawing {
  const begins = drawing.isClosed || (byPointer && drawing.tool !== 'area');
  return { ...drawing, corners: begins ? [point] : [...drawing.corners, point], isClosed: false };
}

/** The pointer held down and moved: the box's other corner, or one more of the lasso. */
export function dragged(drawing: Drawing, point: PlanePoint): Drawing {
  const corners =
    drawing.tool === 'box' ? [drawing.corners[0] ?? point, point] : [...drawing.corners, point];
  return { ...drawing, corners };
}

/** What is drawn over the scene: the line, and where the keyboard's cross stands. */
export interface Overlay {
  readonly line: readonly PlanePoint[];
  readonly isClosed: boolean;
  readonly cross: PlanePoint | null;
}

export function overlayOf(
  { tool, corners, isClosed, cross }: Drawing,
  isFocused: boolean
): Overlay {
  const isBoxUnderWay = tool === 'box' && !isClosed;
  const [first] = corners;
  const second = corners[1] ?? cross;
  const box = first === undefined || second === null ? null : closedLine('box', [first, second]);
  return {
    line: isBoxUnderWay ? (box ?? corners) : corners,
    isClosed: isClosed || isBoxUnderWay,
    cross: isFocused && tool !== 'move' ? cross : null
  };
}
