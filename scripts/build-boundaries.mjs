/**
 * Writes the two static resources of the territory map, from packages of the registry alone:
 * `evenfieldBoundaries.json`, states and counties of the United States (npm us-atlas, the Census
 * Bureau's cartographic boundary files of 2017, which are in the public domain), simplified, and
 * `evenfieldGeo.js`, what the map uses of d3-geo (ISC) as one script for `loadScript`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { rollup } from 'rollup';
import { filter, filterAttachedWeight, presimplify, simplify, quantile } from 'topojson-simplify';
import { sphericalRingArea, sphericalTriangleArea } from 'topojson-simplify';

const require = createRequire(import.meta.url);
const target = 'force-app/main/territory/staticresources';
/** Degrees of a step: half a kilometre north to south. */
const unit = 0.005;
/** Share of corners, the least telling first, that are left out. */
const simplified = 0.3;
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Whole numbers as text: zigzag, five bits a character, the sixth bit says that more follow. */
function numberText(value) {
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  let text = '';
  do {
    const more = rest >= 32;
    text += digits[(rest % 32) + (more ? 32 : 0)];
    rest = Math.floor(rest / 32);
  } while (rest > 0);
  return text;
}

function arcText(arc) {
  let [x, y] = [0, 0];
  let text = '';
  arc.forEach(([longitude, latitude], index) => {
    const [east, north] = [Math.round(longitude / unit), Math.round(latitude / unit)];
    if (index > 0 && index < arc.length - 1 && east === x && north === y) return;
    text += numberText(east - x) + numberText(north - y);
    [x, y] = [east, north];
  });
  return text;
}

/** Polygons of an area as arc numbers: rings one after another, each with its length before it. */
function ringsText(geometry) {
  const polygons = geometry.type === 'Polygon' ? [geometry.arcs] : geometry.arcs;
  let last = 0;
  return polygons
    .flat()
    .map((ring) => {
      let text = numberText(ring.length);
      for (const arc of ring) {
        text += numberText(arc - last);
        last = arc;
      }
      return text;
    })
    .join('');
}

const atlas = JSON.parse(readFileSync(require.resolve('us-atlas/counties-10m.json'), 'utf8'));
const weighted = presimplify(atlas, sphericalTriangleArea);
const least = quantile(weighted, 1 - simplified);
const topology = filter(
  simplify(weighted, least),
  filterAttachedWeight(weighted, least, sphericalRingArea)
);
const areas = (name) =>
  topology.objects[name].geometries
    .filter(({ type }) => type !== null)
    .map((geometry) => [geometry.id, geometry.properties.name, ringsText(geometry)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
const boundaries = {
  source: 'U.S. Census Bureau, cartographic boundary files 2017 (public domain), by npm us-atlas',
  unit,
  arcs: topology.arcs.map(arcText),
  states: areas('states'),
  counties: areas('counties')
};
writeFileSync(join(target, 'evenfieldBoundaries.json'), `${JSON.stringify(boundaries)}\n`);

const entry = 'geo-entry';
const packages = ['d3-geo', 'd3-array'];
const bundle = await rollup({
  input: entry,
  plugins: [
    {
      name: 'installed-packages',
      resolveId(id) {
        if (id === entry) return id;
        return packages.includes(id) ? require.resolve(id) : null;
      },
      load: (id) =>
        id === entry
          ? "export { geoAzimuthalEqualArea, geoGraticule10, geoPath } from 'd3-geo';"
          : null
    }
  ]
});
const notice = packages.map((name) => {
  const folder = join(dirname(require.resolve(name)), '..');
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return `${name} ${version}\n\n${readFileSync(join(folder, 'LICENSE'), 'utf8').trim()}`;
});
const { output } = await bundle.generate({
  format: 'iife',
  name: 'evenfieldGeo',
  banner: `/*!\n${notice.join('\n\n')}\n*/`,
  // Under Lightning Web Security a declared variable stays in the script; a property of the window does not.
  footer: 'globalThis.evenfieldGeo = evenfieldGeo;'
});
writeFileSync(join(target, 'evenfieldGeo.js'), output[0].code);
await bundle.close();
