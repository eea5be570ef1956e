// The 33 items, the duties of the year, and those that ended without a document.
import {
  declareNil,
  defineItem,
  dutyOfPeriod,
  generateDuties,
  registerFormation,
  sayOverdue,
  withhold,
} from '../../rooms/catalogue/door.ts';
import type { CadenceDue } from '../../rooms/catalogue/door.ts';
import { addDays, day, startOf } from '../../town/day.ts';
import { formations, returns } from '../../../seed/duties.ts';
import { catalogueSince, dutiesSince, items } from '../../../seed/items.ts';
import type { SeedCadence } from '../../../seed/types.ts';
import { deskOf, periodKey } from './load-documents.ts';
import type { DemoPeople } from './load-people.ts';
import { bySystem, insist, type PastTown, shift, type Timeline } from './timeline.ts';

const HOUR = 3_600_000;

export function dueOf(c: SeedCadence): CadenceDue {
  if (c.key === 'annual-report') return { kind: 'annual-report' };
  if (c.due.kind === 'term') return { kind: 'term', spring: c.due.T1, autumn: c.due.T2 };
  return c.due;
}

export async function loadItems(town: PastTown, people: DemoPeople): Promise<void> {
  for (const i of items) {
    const [main, ...others] = i.organs;
    const cadences = (list: readonly SeedCadence[]) =>
      list.map((c) => ({ key: c.key, name: c.name, rhythm: c.rhythm, due: dueOf(c), organIds: c.organs.map(people.organId) }));
    await insist(town, bySystem, 'catalogue.define-item', `item ${i.code}`, (act) =>
      defineItem(act, {
        code: i.code,
        category: i.category,
        name: i.name,
        shortName: i.short,
        elements: i.elements,
        organId: people.organId(main),
        coOrganIds: others.map(people.organId),
        basis: i.basis,
        limits: i.limits,
        limitText: i.limitText,
        cadences: cadences(i.cadences),
        villageCadences: cadences(i.villageCadences),
        channels: i.channels,
        audience: i.audience,
        mode: i.mode,
        level: i.level,
        notes: i.notes,
        openedOn: day(catalogueSince),
        owedSince: day(dutiesSince),
      }),
    );
  }
}

/** Duties as the nightly run made them, month by month, and what ended or arose without a document. */
export function planDuties(timeline: Timeline, town: PastTown, people: DemoPeople, until: string): void {
  for (let month = '2025-10'; month <= until.slice(0, 7); month = nextMonth(month)) {
    const first = day(`${month}-01`);
    timeline.plan(shift(startOf(first), HOUR), async () => {
      await insist(town, bySystem, 'catalogue.generate-duties', month, (act) =>
        generateDuties(act, day(`${nextMonth(month)}-28`)),
      );
    });
  }
  for (let d = day('2025-10-01'); d <= until.slice(0, 10); d = addDays(d, 1))
    timeline.plan(shift(startOf(d), HOUR / 5), () => sayOverdue(town));
  for (const f of formations) {
    timeline.plan(shift(startOf(day(f.formedOn)), 10 * HOUR), async () => {
      await insist(town, bySystem, 'catalogue.register-formation', f.key, (act) =>
        registerFormation(act, {
          itemCode: f.item,
          organId: people.organId(deskOf(f.organ)),
          createdOn: day(f.formedOn),
          subject: f.title,
          limit: f.limit,
        }),
      );
    });
  }
  for (const r of returns) {
    const organId = people.organId(deskOf(r.organ));
    timeline.plan(shift(startOf(day(r.on)), 11 * HOUR), async () => {
      if (r.kind === 'nil') {
        const duty = await dutyOfPeriod(town.db, {
          itemCode: r.item,
          organId,
          cadenceKey: r.cadence ?? '',
          periodKey: periodKey(r.period),
        });
        if (!duty) throw new Error(`no duty for the nil return ${r.item} ${r.period}`);
        await insist(town, people.actor(r.by), 'catalogue.declare-nil', `${r.item} ${r.period}`, (act) =>
          declareNil(act, duty.id, r.explanation),
        );
        return;
      }
      const formed = await insist(town, bySystem, 'catalogue.register-formation', r.title ?? r.item, (act) =>
        registerFormation(act, { itemCode: r.item, organId, createdOn: day(r.formedOn ?? r.on), subject: r.title ?? '' }),
      );
      await insist(town, people.actor(r.by), 'catalogue.withhold', r.title ?? r.item, (act) =>
        withhold(act, formed.id, { ground: r.ground, explanation: r.explanation }),
      );
    });
  }
}

function nextMonth(month: string): string {
  const [y, m] = month.split('-').map(Number) as [number, number];
  return m === 12 ? `${y + 1}-01` : `${y}-${String(m + 1).padStart(2, '0')}`;
}
