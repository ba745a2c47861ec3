import TerritoryMap from 'c/territoryMap';
import { setMapStage } from 'stage/mapStage';
import { testAccessibility } from 'stage/panelStage';

setMapStage();

describe('territoryMap', () => {
  testAccessibility({
    tag: 'c-territory-map',
    component: TerritoryMap,
    object: 'Evenfield_Territory__c',
    answer: {
      Evenfield_Territory__c: { edges: [{ node: { Id: 'a01', Name: { value: 'East' } } }] },
      Evenfield_Map_Points__c: {
        edges: [
          {
            node: {
              Territory__c: { value: 'a01' },
              Kind__c: { value: 'Assigned' },
              Points__c: { value: '001000000000001gAAAgAAAAAAAABAABABCA' }
            }
          }
        ],
        pageInfo: { hasNextPage: false, endCursor: null }
      }
    }
  });
});
