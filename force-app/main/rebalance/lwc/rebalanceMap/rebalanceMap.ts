import { LightningElement, api, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import title from '@salesforce/label/c.Evenfield_Moves_Map';
import sideLabel from '@salesforce/label/c.Evenfield_Moves_Map_Side';
import before from '@salesforce/label/c.Evenfield_Moves_Map_Before';
import after from '@salesforce/label/c.Evenfield_Moves_Map_After';
import none from '@salesforce/label/c.Evenfield_Moves_Map_None';
import summary from '@salesforce/label/c.Evenfield_Moves_Map_Summary';
import summaryOne from '@salesforce/label/c.Evenfield_Moves_Map_Summary_One';
import withoutPlace from '@salesforce/label/c.Evenfield_Moves_Map_Without_Place';
import withoutPlaceOne from '@salesforce/label/c.Evenfield_Moves_Map_Without_Place_One';
import more from '@salesforce/label/c.Evenfield_Moves_Map_More';
import territoriesCaption from '@salesforce/label/c.Evenfield_Moves_Map_Territories';
import movesCaption from '@salesforce/label/c.Evenfield_Moves_Map_Moves';
import type { GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { counted, messageOf, nodesOf, stateOf } from 'c/graphqlNodes';
import type { MapCanvasElement } from 'c/mapCanvas';
import type { Boundaries } from 'c/mapModel';
import { readBoundaries } from 'c/mapModel';
import type { TableView } from 'c/mapTable';
import type { MovesMapData } from './movesMapQuery';
import { movesMapQuery } from './movesMapQuery';
import type { MovesOnMap, Side } from './movesOnMap';
import { movesOnMap } from './movesOnMap';
import { movesScene, placeOfPoint, placesOf } from './movesScene';
import { movesTable, territoriesTable } from './movesTables';

/** The moves of one scenario on a map, before and after, with tables that say the same. */
export default class RebalanceMap extends LightningElement {
  @api rebalanceId: string | null = null;

  label = { title, sideLabel, before, after, territoriesCaption, movesCaption };
  state: PanelStateName = 'loading';
  message = '';
  side: Side = 'after';
  data: MovesOnMap | null = null;
  boundaries: Boundaries | null = null;
  territories: TableView | null = null;
  moves: TableView | null = null;
  isStale = false;

  get query(): unknown {
    return this.rebalanceId === null ? undefined : movesMapQuery;
  }

  get variables(): Readonly<Record<string, string | null>> {
    return { rebalance: this.rebalanceId };
  }

  @wire(graphql, { query: '$query', variables: '$variables' })
  take(result: GraphqlResult<MovesMapData>): void {
    const state = stateOf(result, (data) => nodesOf(data.Evenfield_Rebalance_Move__c).length === 0);
    const answer = result.data?.uiapi.query;
    if (state !== 'ready' || answer === undefined) {
      this.state = state;
      this.message = state === 'error' ? messageOf(result) : none;
      return;
    }
    void this.build(answer);
  }

  async build(answer: MovesMapData): Promise<void> {
    try {
      const data = movesOnMap(answer);
      this.boundaries ??= await readBoundaries();
      if (!this.isConnected) return;
      this.data = data;
      this.territories = territoriesTable(data);
      this.moves = movesTable(data);
      this.state = 'ready';
      this.isStale = true;
    } catch (error) {
      this.fail(error);
    }
  }

  fail(error: unknown): void {
    this.state = 'error';
    this.message = error instanceof Error ? error.message : String(error);
  }

  renderedCallback(): void {
    const { canvas, data } = this;
    if (!this.isStale || canvas === null || data === null || data.points.count === 0) return;
    this.isStale = false;
    canvas.show(movesScene(data, this.side, this.boundaries)).catch((error: unknown) => {
      this.fail(error);
    });
  }

  get canvas(): MapCanvasElement | null {
    return (this.refs?.['canvas'] as MapCanvasElement | undefined) ?? null;
  }

  get hasPlaces(): boolean {
    return (this.data?.points.count ?? 0) > 0;
  }

  get isBefore(): boolean {
    return this.side === 'before';
  }

  get isAfter(): boolean {
    return this.side === 'after';
  }

  get notes(): string[] {
    const { data } = this;
    if (data === null) return [];
    const moving = data.moves.filter(({ point, isRejected }) => point >= 0 && !isRejected).length;
    return [
      counted(summaryOne, summary, moving),
      ...(data.withoutPlace > 0 ? [counted(withoutPlaceOne, withoutPlace, data.withoutPlace)] : []),
      ...(data.isCut ? [more] : [])
    ];
  }

  changeSide(event: Event): void {
    this.side = (event.target as HTMLInputElement).value as Side;
    this.isStale = true;
  }

  showRow(event: CustomEvent<{ key: string }>): void {
    const { canvas, data } = this;
    if (canvas === null || data === null) return;
    const [kind, number] = event.detail.key.split(' ');
    const index = Number(number);
    canvas.showPlaces(
      kind === 'move' ? [placeOfPoint(data.points, index)] : placesOf(data, this.side, index)
    );
    canvas.scrollIntoView({ block: 'nearest' });
  }
}
