import { loadScript } from 'lightning/platformResourceLoader';
import geoUrl from '@salesforce/resourceUrl/evenfieldGeo';

/** Degrees to the plane and back. */
export interface Projection {
  (place: [number, number]): [number, number] | null;
  invert(point: [number, number]): [number, number] | null;
  rotate(angles: [number, number]): Projection;
  scale(scale: number): Projection;
  translate(point: [number, number]): Projection;
  precision(precision: number): Projection;
}

/** What of d3-geo the static resource brings. */
export interface GeoLibrary {
  geoAzimuthalEqualArea(): Projection;
  geoGraticule10(): unknown;
  geoPath(projection: Projection, context: Path2D): (object: unknown) => void;
}

let loaded: Promise<void> | null = null;

/** Loads d3-geo once for the page. @throws what the platform says when the static resource is missing */
export async function loadGeo(component: object): Promise<GeoLibrary> {
  loaded ??= loadScript(component, geoUrl);
  await loaded;
  const library = (globalThis as { evenfieldGeo?: GeoLibrary }).evenfieldGeo;
  if (library === undefined) throw new Error('The static resource evenfieldGeo did not load.');
  return library;
}

/** Units of the plane across the radius of the earth: one is 6.4 km. */
const planeScale = 1000;

/**
 * The equal-area projection around a middle (Lambert 1772): an area looks as large as it is, and
 * neither a pole nor the date line is a seam; only the point across the globe is.
 */
export function projectionAround(
  library: GeoLibrary,
  longitude: number,
  latitude: number
): Projection {
  return library
    .geoAzimuthalEqualArea()
    .rotate([-longitude, -latitude])
    .scale(planeScale)
    .translate([0, 0])
    .precision(0.5);
}
