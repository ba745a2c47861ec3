import { LightningElement, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import type { GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { filled, messageOf, nodesOf, stateOf } from 'c/graphqlNodes';
import type { MapCanvasElement, Tool } from 'c/mapCanvas';
import type { Place } from 'c/mapGeometry';
import type { Boundaries, ColourScale, Proposal } from 'c/mapModel';
import { colourScale, proposalFor, readBoundaries, unpackedPoints } from 'c/mapModel';
import type { SaveState, ScenarioView } from 'c/mapScenario';
import { layerOptions, listOptions, measureOptions, shapeOptions, toolOptions } from './choices';
import type { MapData, MapSide, Shape } from './mapData';
import { mapData, mapSide } from './mapData';
import type { LegendEntry } from './mapLegend';
import { legendOf } from './mapLegend';
import type { MapTerritory, PointsData, TerritoriesData } from './mapQuery';
import {
  fragmentMilesOf,
  packedRowsOf,
  pointNodesOf,
  pointsQuery,
  territoriesQuery,
  territoryOf
} from './mapQuery';
import type { Measure } from './measures';
import { measuredValues, measureWords } from './measures';
import { saveScenario, wordsOf } from './saveScenario';
import type { MapChoice } from './sceneOf';
import { sceneOf } from './sceneOf';
import { accountsInside, scenarioMoves, scenarioView } from './selection';
import type { ListName, MapTable } from './tableView';
import { mapTable } from './tableView';
import { notesOf } from './mapNotes';
import { words } from './words';

/** Territories and their accounts on a map; what is drawn can be given to a territory as a scenario. */
export default class TerritoryMap extends LightningElement {
  label = words;
  state: PanelStateName = 'loading';
  message: string = words.empty;
  /** Undefined until the territories are there. */
  pointsVariables: { after: string | null } | undefined = undefined;
  territories: readonly MapTerritory[] = [];
  fragmentMiles = 0;
  pages = new Map<string, PointsData>();
  boundaries: Promise<Boundaries | null> = readBoundaries();
  data: MapData | null = null;
  current: MapSide | null = null;
  future: MapSide | null = null;
  side: 'before' | 'after' = 'before';
  choice: MapChoice = {
    shape: 'state',
    measure: 'territory',
    gaps: true,
    overlaps: false,
    fragments: false,
    offices: true
  };
  tool: Tool = 'move';
  list: ListName = 'territories';
  table: MapTable | null = null;
  scale: ColourScale | null = null;
  selected: readonly number[] = [];
  hasSelection = false;
  proposed: Proposal | null = null;
  target = -1;
  saveState: SaveState = 'none';
  saveMessage = '';
  scenario: ScenarioView | null = null;
  isStale = false;

  @wire(graphql, { query: territoriesQuery })
  takeTerritories(result: GraphqlResult<TerritoriesData>): void {
    const state = stateOf(result, (data) => nodesOf(data.Evenfield_Territory__c).length === 0);
    if (state !== 'ready') {
      this.state = state;
      this.message = state === 'error' ? messageOf(result) : words.empty;
      return;
    }
    const data = result.data?.uiapi.query;
    if (data === undefined || this.data !== null) return;
    this.territories = nodesOf(data.Evenfield_Territory__c).map(territoryOf);
    this.fragmentMiles = fragmentMilesOf(data);
    this.pointsVariables = { after: null };
  }

  /** Undefined until the territories are there, so that nothing is asked before. */
  get pointsQuery(): unknown {
    return this.pointsVariables === undefined ? undefined : pointsQuery;
  }

  @wire(graphql, { query: '$pointsQuery', variables: '$pointsVariables' })
  takePoints(result: GraphqlResult<PointsData>): void {
    if (this.pointsVariables === undefined || this.data !== null) return;
    const state = stateOf(result, () => false);
    if (state === 'error' || state === 'noAccess') {
      this.state = state;
      this.message = messageOf(result);
    }
    const data = result.data?.uiapi.query;
    if (data === undefined) return;
    const page = data.Evenfield_Map_Points__c.pageInfo;
    // An answer may come again; each page counts once, by where it ends.
    this.pages.set(page?.endCursor ?? '', data);
    if (page?.hasNextPage === true) this.pointsVariables = { after: page.endCursor };
    else void this.build();
  }

  async build(): Promise<void> {
    const nodes = [...this.pages.values()].flatMap(pointNodesOf);
    const { rows, withoutPlace } = packedRowsOf(nodes, this.territories);
    this.pages.clear();
    try {
      const points = unpackedPoints(rows);
      const boundaries = await this.boundaries;
      if (!this.isConnected) return;
      if (points.count === 0) {
        this.state = 'empty';
        return;
      }
      this.data = mapData(this.territories, points, boundaries, this.fragmentMiles, withoutPlace);
      if (boundaries === null) this.choice = { ...this.choice, shape: 'postal' };
      this.current = mapSide(this.data, points.territory);
      this.state = 'ready';
      this.change();
    } catch (error) {
      this.fail(error);
    }
  }

  fail(error: unknown): void {
    this.state = 'error';
    this.message = wordsOf(error);
  }

  renderedCallback(): void {
    const { canvas } = this;
    if (!this.isStale || canvas === null || this.data === null || this.shownSide === null) return;
    this.isStale = false;
    canvas
      .show(sceneOf(this.data, this.shownSide, this.choice, this.scale, this.selected))
      .catch((error: unknown) => {
        this.fail(error);
      });
  }

  /** Works out the table and the colours anew; the picture follows once the page has it. */
  change(): void {
    const { data, shownSide, choice } = this;
    if (data === null || shownSide === null) return;
    this.scale =
      choice.measure === 'territory'
        ? null
        : colourScale(measuredValues(data, shownSide, choice.shape, choice.measure));
    this.table = mapTable(data, shownSide, choice.shape, choice.measure, this.list);
    this.scenario = this.hasSelection
      ? scenarioView(data, this.selected, this.proposed, this.target)
      : null;
    this.isStale = true;
  }

  get shownSide(): MapSide | null {
    return this.side === 'after' ? this.future : this.current;
  }

  get canvas(): MapCanvasElement | null {
    return (this.refs?.['canvas'] as MapCanvasElement | undefined) ?? null;
  }

  get territoryNames(): string[] {
    return this.territories.map(({ name }) => name);
  }

  get shapes(): unknown[] {
    return shapeOptions(this.choice.shape, this.data?.boundaries !== null);
  }

  get measures(): unknown[] {
    return measureOptions(this.choice.measure);
  }

  get layers(): unknown[] {
    return layerOptions(this.choice);
  }

  get tools(): unknown[] {
    return toolOptions(this.tool);
  }

  get lists(): unknown[] {
    return listOptions(this.list);
  }

  get listTitle(): string {
    return words[this.list];
  }

  get legend(): LegendEntry[] {
    return legendOf(this.scale, measureWords(this.choice.measure).kind);
  }

  get legendTitle(): string {
    return this.choice.measure === 'territory'
      ? words.legendTerritory
      : filled(words.legend, measureWords(this.choice.measure).label);
  }

  get notes(): string[] {
    return notesOf(this.data);
  }

  changeShape(event: Event): void {
    this.choose({ shape: (event.target as HTMLSelectElement).value as Shape });
  }

  changeMeasure(event: Event): void {
    this.choose({ measure: (event.target as HTMLSelectElement).value as Measure });
  }

  changeLayer(event: Event): void {
    const { value, checked } = event.target as HTMLInputElement;
    this.choose({ [value]: checked });
  }

  choose(part: Partial<MapChoice>): void {
    this.choice = { ...this.choice, ...part };
    this.change();
  }

  changeTool(event: Event): void {
    this.tool = (event.target as HTMLInputElement).value as Tool;
  }

  changeList(event: Event): void {
    this.list = (event.target as HTMLSelectElement).value as ListName;
    this.change();
  }

  showRow(event: CustomEvent<{ key: string }>): void {
    this.canvas?.showPlaces(this.table?.places(event.detail.key) ?? []);
    this.canvas?.scrollIntoView({ block: 'nearest' });
  }

  takeDrawing(event: CustomEvent<{ places: readonly Place[] }>): void {
    if (this.data === null) return;
    this.forget();
    this.selected = accountsInside(this.data.points, event.detail.places);
    this.hasSelection = true;
    this.change();
  }

  preview(event: CustomEvent<{ target: number }>): void {
    if (this.data === null) return;
    this.target = event.detail.target;
    this.proposed = proposalFor(this.data.points, this.selected, this.target);
    this.future = mapSide(this.data, this.proposed.territory);
    this.side = 'after';
    this.saveState = 'none';
    this.change();
  }

  changeSide(event: CustomEvent<{ side: 'before' | 'after' }>): void {
    this.side = event.detail.side;
    this.change();
  }

  cancel(): void {
    this.forget();
    this.canvas?.clear();
    this.change();
  }

  /** Back to what is: nothing selected, nothing proposed. */
  forget(): void {
    this.selected = [];
    this.hasSelection = false;
    this.proposed = null;
    this.future = null;
    this.side = 'before';
    this.saveState = 'none';
    this.saveMessage = '';
  }

  async save(event: CustomEvent<{ name: string }>): Promise<void> {
    const { data, proposed, target } = this;
    if (data === null || proposed === null || this.saveState === 'saving') return;
    this.saveState = 'saving';
    try {
      await saveScenario(event.detail.name, scenarioMoves(data, proposed, target));
      this.saveState = 'saved';
    } catch (error) {
      this.saveState = 'failed';
      this.saveMessage = wordsOf(error);
    }
  }
}
