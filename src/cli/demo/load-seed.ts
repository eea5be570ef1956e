// Fills a demonstration town with its year: every record made by the verb that makes it in life, at the moment it happened.
import type { Town } from '../../platform/town.ts';
import { instant } from '../../town/day.ts';
import { present } from '../../../seed/present.ts';
import { documents } from '../../../seed/documents/all.ts';
import { drafts } from '../../../seed/in-progress.ts';
import { requests } from '../../../seed/requests/all.ts';
import { loadItems, planDuties } from './load-catalogue.ts';
import { DocumentLoader } from './load-documents.ts';
import { loadPeople, planLeadership } from './load-people.ts';
import { beginMasking, RequestLoader } from './load-requests.ts';
import { inThePast, type PastLedger, Timeline } from './timeline.ts';

/** The moment the demonstration's clock starts from. */
export const seedPresent = instant(present);

/** @param progress deeds done so far, of how many. Throws when the seed breaks a rule of its own town. */
export async function loadSeed(
  town: Town,
  progress: (done: number, all: number) => void = () => {},
  ledger: PastLedger | null = null,
): Promise<void> {
  if (!town.demo) throw new Error('only a demonstration town is filled from the seed');
  const now = town.clock.now();
  const maskings = beginMasking(requests);
  const past = inThePast(town);
  past.setClock(instant('2013-01-04T09:00:00+08:00'));
  const running = await ledger?.(past);
  const people = await loadPeople(past);
  past.setClock(instant('2025-10-01T08:30:00+08:00'));
  await loadItems(past, people);
  const timeline = new Timeline();
  planLeadership(timeline, past, people);
  planDuties(timeline, past, people, now);
  const loader = new DocumentLoader(past, people, documents);
  loader.plan(timeline);
  loader.planDrafts(timeline, drafts);
  new RequestLoader(past, people, requests, maskings).plan(timeline);
  await timeline.play(past, now, progress);
  await running?.settle();
  await running?.stop();
  // What people see from now on is kept under the version the last deed left.
  town.publicVersion.moveTo(past.publicVersion.current());
}
