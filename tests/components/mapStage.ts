import { geoAzimuthalEqualArea, geoGraticule10, geoPath } from 'd3-geo';

/** What a browser has and the components' test environment has not: the picture itself is tested in a browser. */
class NoPath {
  moveTo(): void {
    return;
  }
  lineTo(): void {
    return;
  }
  arc(): void {
    return;
  }
  closePath(): void {
    return;
  }
  addPath(): void {
    return;
  }
}

class NoObserver {
  observe(): void {
    return;
  }
  disconnect(): void {
    return;
  }
}

/** Sets the stage for components that hold the map: d3-geo as its static resource brings it. */
export function setMapStage(): void {
  Object.assign(globalThis, {
    evenfieldGeo: { geoAzimuthalEqualArea, geoGraticule10, geoPath },
    Path2D: NoPath,
    ResizeObserver: NoObserver
  });
}
