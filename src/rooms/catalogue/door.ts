// All that other rooms may see of the catalogue.
export { changeItem, closeItem, defineItem } from './define-item.ts';
export { type Duty, type DutyState, dutyStateNames, formationDue, isLate, SOON_DAYS } from './duty.ts';
export { declareNil, type Formation, fulfil, type Fulfilment, registerFormation, reopen, withhold } from './end-duty.ts';
export { generateDuties, horizon } from './generate-duties.ts';
export type { CadenceDue, CatalogueItem, CatalogueRefusal, ItemCadence, ItemFields } from './item.ts';
export * from './reads.ts';
export { dutyRecomputer, recomputeOpenDuties } from './recompute.ts';
export { ItemFacts } from './web/pages/item-facts.tsx';
export { itemSquares } from './web/pages/item-squares.ts';
export { catalogueWords } from './words.ts';
