import map from '@salesforce/label/c.Evenfield_Map';
import zoomIn from '@salesforce/label/c.Evenfield_Map_Zoom_In';
import zoomOut from '@salesforce/label/c.Evenfield_Map_Zoom_Out';
import showAll from '@salesforce/label/c.Evenfield_Map_Show_All';
import helpMove from '@salesforce/label/c.Evenfield_Map_Help_Move';
import helpDraw from '@salesforce/label/c.Evenfield_Map_Help_Draw';
import cornerSet from '@salesforce/label/c.Evenfield_Map_Corner_Set';
import cursorAt from '@salesforce/label/c.Evenfield_Map_Cursor_At';
import areaClosed from '@salesforce/label/c.Evenfield_Map_Area_Closed';
import drawingEnded from '@salesforce/label/c.Evenfield_Map_Drawing_Ended';

export const words = {
  map,
  zoomIn,
  zoomOut,
  showAll,
  helpMove,
  helpDraw,
  cornerSet,
  cursorAt,
  areaClosed,
  drawingEnded
};
