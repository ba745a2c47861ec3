export type { Place, Vector } from './sphere';
export { middleOf, placeOf, vectorOf } from './sphere';
export type { SphericalPolygon } from './sphericalPolygon';
export { isInside, sphericalPolygon } from './sphericalPolygon';
export { planeHull, sphericalHull } from './hull';
export { fragmentsOf } from './fragments';
export type { Clusters } from './clusters';
export { clustersOf } from './clusters';
