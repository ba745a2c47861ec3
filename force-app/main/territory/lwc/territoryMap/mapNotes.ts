import { counted } from 'c/graphqlNodes';
import type { MapData } from './mapData';
import { words } from './words';

/** What the map cannot show, in words. */
export function notesOf(data: MapData | null): string[] {
  return [
    ...(data !== null && data.withoutPlace > 0
      ? [counted(words.withoutPlaceOne, words.withoutPlace, data.withoutPlace)]
      : []),
    ...(data?.boundaries === null ? [words.noBoundaries] : [])
  ];
}
