// The rooms there are, in the order their figures are listed. A room that comes adds its source here, and what it counts can be
// entered by hand no more.
import type { FigureSource } from './figures/figure.ts';
import { fromCatalogue } from './figures/from-catalogue.ts';
import { fromDisclosure } from './figures/from-disclosure.ts';
import { fromPeople } from './figures/from-people.ts';
import { fromRequests } from './figures/from-requests.ts';

export const figureSources: readonly FigureSource[] = [fromDisclosure, fromCatalogue, fromPeople, fromRequests];
