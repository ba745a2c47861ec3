import type { Boundary, MapPoints } from 'c/mapModel';
import type { Place } from 'c/mapGeometry';

/** An area with its colour; null is not filled. Hatched areas are gaps, ringed ones overlaps. */
export interface SceneArea {
  readonly boundary: Boundary;
  readonly colour: string | null;
  readonly isHatched: boolean;
  readonly isRinged: boolean;
}

/** A hull or a fragment. */
export interface SceneOutline {
  readonly corners: readonly Place[];
  readonly colour: string;
  readonly isFilled: boolean;
  readonly isDashed: boolean;
  readonly isHatched: boolean;
}

/** A name or an office. */
export interface SceneMark {
  readonly place: Place;
  readonly text: string;
  readonly isOffice: boolean;
}

/** Everything that is drawn. */
export interface Scene {
  readonly points: MapPoints;
  /** Territory of each account, before or after; -1 for none. */
  readonly territory: Int32Array;
  /** Colour of each territory's points. */
  readonly colours: readonly string[];
  /** Boundaries whose lines are drawn, outer ones stronger. */
  readonly lines: readonly Boundary[];
  readonly strongLines: readonly Boundary[];
  readonly areas: readonly SceneArea[];
  readonly outlines: readonly SceneOutline[];
  readonly marks: readonly SceneMark[];
  /** Accounts that are shown as selected. */
  readonly selected: readonly number[];
}

/** What the map's picture can be told to do. */
export interface MapCanvasElement extends HTMLElement {
  show(scene: Scene): Promise<void>;
  showPlaces(places: readonly Place[]): void;
  clear(): void;
}
