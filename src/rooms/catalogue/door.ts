// All that other rooms may see of the catalogue: items, duties, their ends, and what the figures say.
import { changeItem } from './change-item.ts';
import { closeItem } from './close-item.ts';
import { defineItem } from './define-item.ts';
import { dutyKindNames, dutyTitle, standingNames } from './duty.ts';
import { declareNil, declineProposal, forgetSubject, proposeWithholding, reopen, withhold } from './end-duty.ts';
import { endedBetween, endedDuties } from './ended.ts';
import { boardByOrgan, dutyFigures, itemStandings, itemsWithStatus, onTimeRate, overdueCount } from './figures.ts';
import { answeredBy, fulfil } from './fulfil.ts';
import { generateDuties, horizon } from './generate-duties.ts';
import { audienceNames, channelNames } from './item.ts';
import { cadenceWords } from './item-words.ts';
import { organNames } from './organ-names.ts';
import {
  dutiesAfter,
  dutiesNamed,
  dutiesOf,
  dutyById,
  dutyHistory,
  dutyOfPeriod,
  itemByCode,
  itemHistory,
  itemsByCode,
  listItems,
  myDuties,
  openDutiesFor,
} from './reads.ts';
import { recomputeOpenDuties } from './recompute.ts';
import { registerFormation } from './register-formation.ts';
import { sayAllOwed, sayOverdue } from './say.ts';
import { shown, standingOf } from './standing.ts';
import { ItemFacts } from './web/pages/item-facts.tsx';
import { itemSquares } from './web/pages/item-squares.ts';
import { catalogueWords } from './words.ts';

export type { CadenceWish, ItemWish } from './define-item.ts';
export type { Duty, DutyKind, DutyRefusal, DutyState, Standing } from './duty.ts';
export type { DutyFigures, ItemState, ItemStatus, Rate } from './figures.ts';
export type { Fulfilment } from './fulfil.ts';
export type { CadenceDue, CatalogueItem, ItemCadence, ItemRefusal } from './item.ts';
export type { OrganNames } from './organ-names.ts';
export type { DutyFilters } from './reads.ts';

export { changeItem, closeItem, defineItem };
export {
  answeredBy,
  declareNil,
  declineProposal,
  forgetSubject,
  fulfil,
  generateDuties,
  horizon,
  proposeWithholding,
  recomputeOpenDuties,
  registerFormation,
  reopen,
  sayAllOwed,
  sayOverdue,
  withhold,
};
export { itemByCode, itemHistory, itemsByCode, listItems };
export { dutiesAfter, dutiesNamed, dutiesOf, dutyById, dutyHistory, dutyOfPeriod, myDuties, openDutiesFor };
export { boardByOrgan, dutyFigures, endedBetween, endedDuties, itemStandings, itemsWithStatus, onTimeRate, overdueCount };
export { audienceNames, cadenceWords, catalogueWords, channelNames, dutyKindNames, dutyTitle, shown, standingNames, standingOf };
export { ItemFacts, itemSquares, organNames };
