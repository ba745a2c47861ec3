/** Directions of the arrow keys: right and down. */
export const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1]
};
/** Factor of one step of zoom by key or button. */
export const zoomStep = 1.5;
/** Pixels of one step of an arrow: of the map, of the cross, and of the cross with Shift. */
export const panStep = 60;
export const crossStep = 24;
export const fineStep = 4;
