// What a room plugs into the program: its addresses, its lines in the console menu, its background work.
import type { ConsoleEntry, Route } from './http/route.ts';
import type { Town } from './town.ts';

/** Background work of one kind. Runs at least once; its effects must hold exactly once, by key. */
export interface ChoreKind {
  kind: string;
  /** How many of this kind a process runs at the same time, where they may take long. Without it: as many as there are slots. */
  atOnce?: number;
  run(town: Town, payload: Readonly<Record<string, unknown>>, key: string): Promise<void>;
}

/** Work at times of day, by cron expression in Shanghai time. Missed runs are made up once at start. */
export interface Timetable {
  name: string;
  cron: string;
  run(town: Town): Promise<void>;
}

export interface Room {
  name: string;
  routes: readonly Route[];
  consoleNav: readonly ConsoleEntry[];
  chores: readonly ChoreKind[];
  timetable: readonly Timetable[];
  /** Shows what was held back until a published checkpoint of the ledger covers it. */
  covered?(town: Town, size: number): Promise<void>;
}
