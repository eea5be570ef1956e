// The year's documents, each through the whole way: drafted, handed in, four people's steps, published at its moment; then
// corrected, replaced or withdrawn where the year had it so.
import { dutyOfPeriod, openDutiesFor } from '../../rooms/catalogue/door.ts';
import {
  blankDraft,
  documentById,
  type Draft,
  editionById,
  type Edition,
  markValidity,
  publishedEditionOf,
  recordFile,
  releaseAt,
  releaseNow,
  saveDraft,
  setLinks,
  startCorrection,
  startDraft,
  submit,
  takeStep,
  takeUpload,
  type TakenUpload,
  withdraw,
} from '../../rooms/disclosure/door.ts';
import { channels, type Filing } from '../../rooms/review/door.ts';
import { sheetBytes } from '../../platform/http/sheet.ts';
import { nationalCalendar } from '../../town/calendar.ts';
import { addDays, type Day, day, dayOf, type Instant, instant, instantOf, startOf } from '../../town/day.ts';
import type { DocumentId, DutyId, EditionId } from '../../town/ids.ts';
import { leaders } from '../../../seed/leadership.ts';
import { organs } from '../../../seed/organs.ts';
import { headOf } from '../../../seed/staff.ts';
import type { SeedDraft } from '../../../seed/in-progress.ts';
import type { SeedDocument, SeedFulfilment } from '../../../seed/types.ts';
import { seedReports } from '../../../seed/report-texts.ts';
import type { DemoPeople } from './load-people.ts';
import { signSeedReport } from './load-reports.ts';
import { bodyOf, corrected } from './seed-body.ts';
import { insist, type PastTown, shift, type Timeline } from './timeline.ts';

const HOUR = 3_600_000;
/** Steps between the first draft and publication. */
const STEPS = 6;

/** Period keys of the seed as the catalogue writes them. */
export function periodKey(period: string): string {
  return period.replace(/-T1$/, '-春季').replace(/-T2$/, '-秋季');
}

/** The town itself is drafted for by its office. */
export function deskOf(organ: string): string {
  return organ === 'town' ? 'office' : organ;
}

/** The working day before a day. */
function workdayBefore(d: Day): Day {
  let before = addDays(d, -1);
  while (!nationalCalendar.isWorkday(before)) before = addDays(before, -1);
  return before;
}

/**
 * Moments from the first draft to publication, the last: written and reviewed on the working day before, filed and signed in
 * the morning of the day; what was formed too late for that goes its whole way within the hours that are left.
 */
function moments(d: SeedDocument): Instant[] {
  const formed = Date.parse(startOf(day(d.createdOn))) + 8.5 * HOUR;
  // A page that gives only a day says midnight; the work was done in the office hours of that day.
  const published = Math.max(Date.parse(d.publishedAt), formed + HOUR);
  const morning = Date.parse(startOf(dayOf(instantOf(published)))) + 8.5 * HOUR;
  const before = Date.parse(startOf(workdayBefore(dayOf(instantOf(published)))));
  if (formed <= before + 9.5 * HOUR && published >= morning + HOUR / 2) {
    const hours = [9.5, 10.6, 14.4, 16.2].map((h) => before + h * HOUR);
    const rest = published - morning;
    return [...hours, morning + rest * 0.2, morning + rest * 0.7, published].map((ms) =>
      instantOf(Math.floor(ms / 60_000) * 60_000),
    );
  }
  const first = Math.max(formed, published - 7 * HOUR);
  return Array.from({ length: STEPS + 1 }, (_, i) => instantOf(first + Math.floor(((published - first) * i) / STEPS)));
}

function signerOf(organ: string): string {
  return leaders.find((l) => l.inCharge.includes(organ) && l.staff !== 'secretary')?.staff ?? 'deputy-mayor';
}

const steps: readonly SeedDraft['upTo'][] = ['drafted', 'handed-in', 'headed', 'examined', 'filed', 'signed'];

function filingOf(d: SeedDocument): Filing {
  return { attribute: '主动公开', scope: '全文公开', channels: [channels[0], channels[1]], audience: d.audience };
}

interface Loaded {
  documentId: DocumentId;
  editionId: EditionId;
}

export class DocumentLoader {
  #loaded = new Map<string, Loaded>();

  constructor(
    readonly town: PastTown,
    readonly people: DemoPeople,
    readonly all: readonly SeedDocument[],
  ) {}

  plan(timeline: Timeline): void {
    for (const d of this.all) this.#planOne(timeline, d);
  }

  #planOne(timeline: Timeline, d: SeedDocument): void {
    const [drafted, handedIn, headed, secret, filed, signed, published] = moments(d) as [
      Instant,
      Instant,
      Instant,
      Instant,
      Instant,
      Instant,
      Instant,
    ];
    timeline.plan(drafted, () => this.#draft(d));
    timeline.plan(handedIn, () => this.#submit(d));
    timeline.plan(headed, () => this.#step(d, headOf(deskOf(d.organ)), {}));
    timeline.plan(secret, () => this.#step(d, 'secrecy-reviewer', { secrecy: '可以公开' }));
    timeline.plan(filed, () =>
      this.#step(d, 'openness-clerk', {
        filing: filingOf(d),
      }),
    );
    timeline.plan(signed, () => this.#step(d, this.#signer(d), {}));
    timeline.plan(published, () => this.#release(d));
    if (d.corrected) this.#planCorrection(timeline, d, instant(d.corrected.at));
    const { withdrawn, validity } = d;
    if (withdrawn) timeline.plan(instant(withdrawn.at), () => this.#withdraw(d));
    if (validity && validity.state !== '有效') timeline.plan(shift(startOf(day(validity.on)), 9 * HOUR), () => this.#mark(d));
  }

  /** What lies on the desks when the demonstration opens: the same steps, as far as each has come. */
  planDrafts(timeline: Timeline, drafts: readonly SeedDraft[]): void {
    for (const { document: d, upTo, sentBack, releaseAt: at } of drafts) {
      const [drafted, handedIn, headed, secret, filed, signed, last] = moments(d) as [
        Instant,
        Instant,
        Instant,
        Instant,
        Instant,
        Instant,
        Instant,
      ];
      const reached = (step: SeedDraft['upTo']) => steps.indexOf(upTo) >= steps.indexOf(step);
      timeline.plan(drafted, () => this.#draft(d));
      if (reached('handed-in')) timeline.plan(handedIn, () => this.#submit(d));
      if (sentBack)
        timeline.plan(headed, () => this.#step(d, headOf(deskOf(d.organ)), { decision: 'send-back', opinion: sentBack }));
      if (reached('headed')) timeline.plan(headed, () => this.#step(d, headOf(deskOf(d.organ)), {}));
      if (reached('examined')) timeline.plan(secret, () => this.#step(d, 'secrecy-reviewer', { secrecy: '可以公开' }));
      if (reached('filed')) timeline.plan(filed, () => this.#step(d, 'openness-clerk', { filing: filingOf(d) }));
      if (reached('signed')) timeline.plan(signed, () => this.#step(d, this.#signer(d), {}));
      if (at) {
        timeline.plan(last, async () => {
          const { editionId } = this.#known(d.key);
          await insist(this.town, this.people.actor('openness-clerk'), 'disclosure.schedule', d.key, (act) =>
            releaseAt(act, editionId, instant(at)),
          );
        });
      }
    }
  }

  /** Whoever wrote, headed, examined or filed does not sign. */
  #signer(d: SeedDocument): string {
    const taken = [d.author, headOf(deskOf(d.organ)), 'secrecy-reviewer', 'openness-clerk'];
    const first = signerOf(deskOf(d.organ));
    return taken.includes(first) ? (taken.includes('deputy-mayor') ? 'mayor' : 'deputy-mayor') : first;
  }

  #known(key: string): Loaded {
    const loaded = this.#loaded.get(key);
    if (!loaded) throw new Error(`seed refers to ${key} before it was drafted`);
    return loaded;
  }

  async #dutyOf(d: SeedDocument, f: SeedFulfilment): Promise<DutyId | null> {
    if (f.resumes) return (await documentById(this.town.db, this.#known(f.resumes).documentId))?.dutyId ?? null;
    if (f.period === 'formation' || !f.cadence) {
      const owed = await openDutiesFor(this.town.db, { itemCode: d.item, organId: this.people.organId(f.organ) });
      return owed.find((duty) => duty.subject === d.title)?.id ?? null;
    }
    const duty = await dutyOfPeriod(this.town.db, {
      itemCode: d.item,
      organId: this.people.organId(f.organ),
      cadenceKey: f.cadence,
      periodKey: periodKey(f.period),
    });
    return duty?.state === 'open' ? duty.id : null;
  }

  async #attachments(d: SeedDocument): Promise<TakenUpload[]> {
    const taken: TakenUpload[] = [];
    for (const a of d.attachments) {
      const [head, ...rows] = a.rows;
      const bytes = await sheetBytes(
        a.name,
        (head ?? []).map((c) => ({ title: String(c), width: 16 })),
        rows.map((r) => [...r]),
      );
      const name = /\.xlsx$/.test(a.name) ? a.name : `${a.name}.xlsx`;
      const answer = await takeUpload(this.town, { field: 'attachment', name, bytes });
      if (!answer.ok) throw new Error(`seed attachment refused: ${a.name}: ${JSON.stringify(answer.refusals)}`);
      taken.push(answer.value);
    }
    return taken;
  }

  async #draft(d: SeedDocument): Promise<void> {
    const report = seedReports[d.key];
    if (report) {
      this.#loaded.set(d.key, await signSeedReport(this.town, this.people.actor(d.author), report));
      return;
    }
    const dutyId = await this.#dutyOf(d, d.fulfils);
    const taken = await this.#attachments(d);
    const draft: Draft = {
      ...blankDraft,
      title: d.title,
      docNo: d.docNo ?? '',
      genre: d.genre,
      topic: d.topic,
      sourceUnit: organs.find((o) => o.code === d.organ)?.name ?? '',
      createdOn: day(d.createdOn),
      effectiveOn: d.effectiveOn === null ? null : day(d.effectiveOn),
      audience: d.audience,
      keywords: d.keywords,
      summary: d.summary,
      body: bodyOf(d.body),
      attachments: taken.map((t) => t.ref),
    };
    const links = { interprets: await this.#indexNo(d.interprets), supersedes: await this.#indexNo(d.supersedes) };
    const started = await insist(this.town, this.people.actor(d.author), 'disclosure.start-draft', d.key, async (act) => {
      for (const t of taken) await recordFile(act, t);
      const made = await startDraft(act, { itemCode: d.item, organId: this.people.organId(d.organ), dutyId, draft });
      if (!made.ok || (!d.interprets && !d.supersedes)) return made;
      const linked = await setLinks(act, made.value.documentId, links);
      return linked.ok ? made : linked;
    });
    this.#loaded.set(d.key, started);
  }

  async #indexNo(key: string | undefined): Promise<string> {
    if (!key) return '';
    const other = await publishedEditionOf(this.town.db, this.#known(key).documentId);
    return other?.indexNo ?? '';
  }

  async #edition(d: SeedDocument): Promise<Edition> {
    const edition = await editionById(this.town.db, this.#known(d.key).editionId);
    if (!edition) throw new Error(`edition of ${d.key} is gone`);
    return edition;
  }

  async #submit(d: SeedDocument): Promise<void> {
    const edition = await this.#edition(d);
    await insist(this.town, this.people.actor(d.author), 'disclosure.submit', d.key, (act) =>
      submit(act, edition.id, edition.revision),
    );
  }

  async #step(d: SeedDocument, by: string, more: object): Promise<void> {
    const edition = await this.#edition(d);
    await insist(this.town, this.people.actor(by), 'review.decide', `${d.key} by ${by}`, (act) =>
      takeStep(act, { editionId: edition.id, contentHash: edition.contentHash, decision: 'pass', opinion: '同意。', ...more }),
    );
  }

  async #release(d: SeedDocument): Promise<void> {
    const { editionId } = this.#known(d.key);
    await insist(this.town, this.people.actor('openness-clerk'), 'disclosure.publish', d.key, (act) =>
      releaseNow(act, editionId),
    );
  }

  #planCorrection(timeline: Timeline, d: SeedDocument, at: Instant): void {
    const c = d.corrected;
    if (!c) return;
    timeline.plan(shift(at, -5 * HOUR), async () => {
      const { documentId } = this.#known(d.key);
      const author = this.people.actor(d.author);
      const made = await insist(this.town, author, 'disclosure.start-correction', d.key, (act) =>
        startCorrection(act, documentId),
      );
      const edition = await editionById(this.town.db, made.editionId);
      if (!edition) throw new Error(`correction of ${d.key} is gone`);
      const body = bodyOf(corrected(d.body, c.bodyChange.before, c.bodyChange.after));
      await insist(this.town, author, 'disclosure.save-draft', d.key, (act) =>
        saveDraft(act, edition.id, edition.revision, { ...edition, body, changeNote: c.note }),
      );
      this.#loaded.set(d.key, { documentId, editionId: made.editionId });
    });
    timeline.plan(shift(at, -4 * HOUR), () => this.#submit(d));
    timeline.plan(shift(at, -3 * HOUR), () => this.#step(d, headOf(deskOf(d.organ)), {}));
    timeline.plan(shift(at, -2 * HOUR), () => this.#step(d, 'secrecy-reviewer', { secrecy: '可以公开' }));
    timeline.plan(shift(at, -HOUR), () =>
      this.#step(d, 'openness-clerk', {
        filing: filingOf(d),
      }),
    );
    timeline.plan(shift(at, -HOUR / 2), () => this.#step(d, this.#signer(d), {}));
    timeline.plan(at, () => this.#release(d));
  }

  async #withdraw(d: SeedDocument): Promise<void> {
    const w = d.withdrawn;
    if (!w) return;
    const by = this.people.person(w.by).roles.includes('openness-office') ? w.by : 'openness-clerk';
    const ground = /个人信息|隐私/.test(w.ground) ? 'personal' : /处罚/.test(w.ground) ? 'penalty-changed' : 'wrong';
    await insist(this.town, this.people.actor(by), 'disclosure.withdraw', d.key, (act) =>
      withdraw(act, this.#known(d.key).documentId, w.why, ground),
    );
  }

  async #mark(d: SeedDocument): Promise<void> {
    const v = d.validity;
    if (!v) return;
    const successor = v.by ? this.all.find((o) => o.key === v.by) : undefined;
    const note = successor ? `由《${successor.title}》代替` : '有效期满或文件清理决定';
    await insist(this.town, this.people.actor('openness-clerk'), 'disclosure.mark-validity', d.key, (act) =>
      markValidity(act, this.#known(d.key).documentId, v.state, day(v.on), note),
    );
  }
}
