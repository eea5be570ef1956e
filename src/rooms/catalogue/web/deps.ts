// What the program gives this room's pages.
import type { Recomputer } from '../../../platform/calendar/import-year.ts';

export interface CatalogueDeps {
  /** Whose open deadlines are counted again when a holiday notice is imported; this room's own are always among them. */
  recomputers: readonly Recomputer[];
}
