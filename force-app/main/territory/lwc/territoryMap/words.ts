import title from '@salesforce/label/c.Evenfield_Territory_Map';
import empty from '@salesforce/label/c.Evenfield_Map_Empty';
import noAccess from '@salesforce/label/c.Evenfield_Map_No_Access';
import shape from '@salesforce/label/c.Evenfield_Map_Shape';
import state from '@salesforce/label/c.Evenfield_Map_State';
import county from '@salesforce/label/c.Evenfield_Map_County';
import postal from '@salesforce/label/c.Evenfield_Map_Postal';
import hull from '@salesforce/label/c.Evenfield_Map_Hull';
import fillBy from '@salesforce/label/c.Evenfield_Map_Fill_By';
import also from '@salesforce/label/c.Evenfield_Map_Also';
import gaps from '@salesforce/label/c.Evenfield_Map_Gaps';
import overlaps from '@salesforce/label/c.Evenfield_Map_Overlaps';
import fragments from '@salesforce/label/c.Evenfield_Map_Fragments';
import offices from '@salesforce/label/c.Evenfield_Map_Offices';
import tool from '@salesforce/label/c.Evenfield_Map_Tool';
import move from '@salesforce/label/c.Evenfield_Map_Tool_Move';
import box from '@salesforce/label/c.Evenfield_Map_Tool_Box';
import lasso from '@salesforce/label/c.Evenfield_Map_Tool_Lasso';
import area from '@salesforce/label/c.Evenfield_Map_Tool_Area';
import list from '@salesforce/label/c.Evenfield_Map_List';
import territories from '@salesforce/label/c.Evenfield_Map_Territories';
import areas from '@salesforce/label/c.Evenfield_Map_Areas';
import legend from '@salesforce/label/c.Evenfield_Map_Legend';
import legendMarks from '@salesforce/label/c.Evenfield_Map_Legend_Marks';
import legendTerritory from '@salesforce/label/c.Evenfield_Map_Legend_Territory';
import notKnown from '@salesforce/label/c.Evenfield_Not_Known';
import noBoundaries from '@salesforce/label/c.Evenfield_Map_No_Boundaries';
import withoutPlaceOne from '@salesforce/label/c.Evenfield_Map_No_Place_One';
import withoutPlace from '@salesforce/label/c.Evenfield_Map_Without_Place';

export const words = {
  title,
  empty,
  noAccess,
  shape,
  state,
  county,
  postal,
  hull,
  fillBy,
  also,
  gaps,
  overlaps,
  fragments,
  offices,
  tool,
  move,
  box,
  lasso,
  area,
  list,
  territories,
  areas,
  legend,
  legendMarks,
  legendTerritory,
  notKnown,
  noBoundaries,
  withoutPlace,
  withoutPlaceOne
};
