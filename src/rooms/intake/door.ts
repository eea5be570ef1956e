// All that the command line and other rooms may see of the intake.
export { batchLabels } from './batches.ts';
export { gather, type Gathered } from './gather.ts';
export { importSet, type SetLine, type SetOptions } from './import-set.ts';
export { lineStateNames, type Release } from './intake.ts';
export { itemNamed, type SetChoices } from './proposal.ts';
export { organNamed } from './guess-organ.ts';
export { mayImport } from './take-document.ts';
export { intakeWords, sentences } from './words.ts';
