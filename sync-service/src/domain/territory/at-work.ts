import type { TerritoryStage } from '../core/snapshot.ts';

/** Whether a territory of the stage holds accounts and is measured: a Planned or Retired one is not. */
export const isAtWork = (stage: TerritoryStage | undefined): boolean =>
  stage === 'Active' || stage === 'Pilot';
