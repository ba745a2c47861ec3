const earthRadiusMiles = 3958.7613;
const radians = Math.PI / 180;

/** Great-circle distance by the haversine formula, in miles; NaN where a degree is not known. */
export function milesBetween(
  latitude1: number,
  longitude1: number,
  latitude2: number,
  longitude2: number
): number {
  const half = (degrees: number): number => Math.sin((degrees * radians) / 2) ** 2;
  const h =
    half(latitude2 - latitude1) +
    Math.cos(latitude1 * radians) * Math.cos(latitude2 * radians) * half(longitude2 - longitude1);
  return 2 * earthRadiusMiles * Math.asin(Math.min(1, Math.sqrt(h)));
}
