// The requests for information of the years, each from its first day to its last by the verbs that do it in life: what several
// verbs do at one sitting is one act. Whatever lies after the demonstration's present is left out, so that open ones stay open.
import type { Act } from '../../platform/act/act.ts';
import type { Actor } from '../../platform/act/actor.ts';
import {
  archiveRequest,
  assign,
  confirmReceipt,
  decideSuggestion,
  endRemedy,
  eraseRequest,
  giveTitle,
  keptUntil,
  nameRemedyOrgans,
  newFormKey,
  openRemedy,
  raiseSuggestion,
  remediesOf,
  type RequestId,
  retentionTimetable,
  submitRequest,
  suggestions as listSuggestions,
  unlist,
} from '../../rooms/requests/door.ts';
import { addWorkingDays, nationalCalendar } from '../../town/calendar.ts';
import { addDays, type Day, day, dayOf, type Instant, instant, startOf } from '../../town/day.ts';
import type { Outcome } from '../../town/outcome.ts';
import { applicants } from '../../../seed/requests/applicants.ts';
import { remedies, remedyOrgans, suggestions } from '../../../seed/requests/remedies.ts';
import type { SeedRelease, SeedRemedy, SeedRequest, SeedSuggestion } from '../../../seed/requests/types.ts';
import type { DemoPeople } from './load-people.ts';
import { type Case, type Desk, doings, type FoundAndMasked, foundAndMasked, type Sitting, sheetOf } from './request-deeds.ts';
import { insist, type PastTown, shift, type Timeline } from './timeline.ts';

const HOUR = 3_600_000;
const OFFICE = 'openness-clerk';
/** Working days from the end of a case, or the last word said in it, until it is put away. */
const ARCHIVED_AFTER = 3;

/** Whoever holds the receipt: no name goes into the record. */
const applicantActor: Actor = {
  kind: 'resident',
  accountId: null,
  staffId: null,
  organId: null,
  name: '申请人',
  roles: [],
  address: null,
};

const receivedAtOnce: readonly SeedRequest['via'][] = ['counter', 'signed-mail', 'oral'];
const at = (text: string): Instant => instant(`${text.slice(0, 10)}T${text.slice(11)}:00+08:00`);
const onDay = (d: Day, hour: number): Instant => shift(startOf(d), hour * HOUR);

type Work = (act: Act) => Promise<Outcome<unknown, string>>;

export type Maskings = ReadonlyMap<SeedRelease, Promise<FoundAndMasked>>;

/** Masking takes longer than anything else here, in a thread of its own: begun first, it is done when it is asked for. */
export function beginMasking(all: readonly SeedRequest[]): Maskings {
  const releases = all.flatMap((r) => r.course.flatMap((s) => (s.do === 'answer' && s.release ? [s.release] : [])));
  const maskings = new Map([...new Set(releases)].map((r) => [r, foundAndMasked(r)]));
  // What one throws is heard by the deed that waits for it.
  for (const masking of maskings.values()) masking.catch(() => {});
  return maskings;
}

export class RequestLoader implements Desk {
  readonly #ids = new Map<string, RequestId>();

  /** What these acts tell the ledger goes along with the next submission or publication, which wait for a round of their own. */
  readonly #unhurried: PastTown;

  constructor(
    readonly town: PastTown,
    readonly people: DemoPeople,
    readonly all: readonly SeedRequest[],
    readonly maskings: Maskings,
  ) {
    this.#unhurried = { ...town, ledger: { ...town.ledger, ring() {} } };
  }

  idOf(key: string): RequestId {
    const id = this.#ids.get(key);
    if (!id) throw new Error(`seed refers to the request ${key} before it was made`);
    return id;
  }

  masked(r: SeedRelease): Promise<FoundAndMasked> {
    const masking = this.maskings.get(r);
    if (!masking) throw new Error(`nobody masks ${r.name}`);
    return masking;
  }

  actor(who: string | null): Actor {
    return who === null ? applicantActor : this.people.actor(who);
  }

  plan(timeline: Timeline): void {
    timeline.plan(at(remedyOrgans.at), () =>
      this.#sit(OFFICE, 'requests.name-remedy-organs', 'remedy organs', [(act) => nameRemedyOrgans(act, remedyOrgans)]),
    );
    for (const seed of this.all) this.#planOne(timeline, seed);
    for (const remedy of remedies) this.#planRemedy(timeline, remedy);
    for (const suggestion of suggestions) this.#planSuggestion(timeline, suggestion);
  }

  /** One after the other in one act, or none of them. */
  async #sit(who: string | null, verb: string, what: string, works: readonly Work[]): Promise<void> {
    await insist(this.#unhurried, this.actor(who), verb, what, async (act) => {
      let last: Outcome<unknown, string> = { ok: true, value: null };
      for (const work of works) {
        last = await work(act);
        if (!last.ok) return last;
      }
      return last;
    });
  }

  #planOne(timeline: Timeline, seed: SeedRequest): void {
    const submitted = at(seed.at);
    const submittedOn = dayOf(submitted);
    timeline.plan(submitted, () => this.#submit(seed));
    const atOnce = receivedAtOnce.includes(seed.via);
    if (seed.confirmed === null) return;
    const received = atOnce ? submittedOn : addWorkingDays(nationalCalendar, submittedOn, seed.confirmed ?? 1).day;
    const begun: Work[] = [
      ...(atOnce ? [] : [(act: Act) => confirmReceipt(act, this.idOf(seed.key), received)]),
      ...(atOnce || seed.title === '' ? [] : [(act: Act) => giveTitle(act, this.idOf(seed.key), seed.title)]),
      ...(seed.organ === null ? [] : [(act: Act) => assign(act, this.idOf(seed.key), this.#handlerOf(seed.organ ?? ''))]),
    ];
    const beginning = atOnce ? shift(submitted, HOUR / 2) : onDay(received, 9.2);
    if (begun.length > 0) timeline.plan(beginning, () => this.#sit(OFFICE, 'requests.begin', seed.key, begun));

    const c: Case = { seed, desk: this, day: (n) => addWorkingDays(nationalCalendar, received, n).day };
    const sittings = seed.course.flatMap((step): Sitting[] => doings[step.do](c, step as never));
    for (const s of sittings) timeline.plan(onDay(s.on, s.hour), () => this.#sit(s.by, s.verb, `${seed.key} ${s.verb}`, s.works));
    const ended = sittings.find((s) => s.ends)?.on;
    if (ended)
      this.#planAfter(
        timeline,
        seed,
        ended,
        sittings
          .map((s) => s.on)
          .sort()
          .at(-1)!,
      );
  }

  #handlerOf(organ: string) {
    return { organId: this.people.organId(organ), handlerId: this.people.person(`${organ}-drafter`).staffId };
  }

  /** Put away, kept out of the public log where it must be, and erased by the nightly run two years after. */
  #planAfter(timeline: Timeline, { key, unlisted, erasedOn }: SeedRequest, ended: Day, lastWord: Day): void {
    const id = () => this.idOf(key);
    timeline.plan(onDay(addWorkingDays(nationalCalendar, lastWord, ARCHIVED_AFTER).day, 17), () =>
      this.#sit(OFFICE, 'requests.archive', key, [
        ...(unlisted ? [(act: Act) => unlist(act, id(), unlisted)] : []),
        (act: Act) => archiveRequest(act, id()),
      ]),
    );
    if (erasedOn)
      timeline.plan(onDay(day(erasedOn), 10), () => this.#sit(OFFICE, 'requests.erase', key, [(act) => eraseRequest(act, id())]));
    timeline.plan(onDay(addDays(keptUntil(ended)!, 1), 3 + 1 / 3), () => retentionTimetable.run(this.#unhurried));
  }

  async #submit(seed: SeedRequest): Promise<void> {
    const applicant = applicants[seed.from];
    if (!applicant) throw new Error(`seed names an unknown applicant: ${seed.from}`);
    const files = seed.mandate ? [await sheetOf('mandate', seed.mandate)] : [];
    // By the form's own hand on the net, by the window over the counter, by the office whatever the post brings.
    const entered = { internet: null, counter: 'window-1', oral: 'window-1' } as Readonly<Record<string, string | null>>;
    const by = seed.via in entered ? entered[seed.via]! : OFFICE;
    const receipt = await insist(this.town, this.actor(by), 'requests.submit', seed.key, (act) =>
      submitRequest(act, {
        draft: { ...applicant, help: '', carrier: 'paper', obtaining: 'collect', purpose: '', content: seed.wish, ...seed.more },
        channel: seed.via,
        submittedOn: act.today,
        formKey: newFormKey(),
        files,
        title: receivedAtOnce.includes(seed.via) ? seed.title : '',
      }),
    );
    this.#ids.set(seed.key, receipt.id);
  }

  #planRemedy(timeline: Timeline, r: SeedRemedy): void {
    const { of, kind, organ, reference } = r;
    timeline.plan(onDay(day(r.openedOn), 15), () =>
      this.#sit(OFFICE, 'requests.remedy', `${kind} of ${of}`, [
        (act) => openRemedy(act, this.idOf(of), { kind, openedOn: day(r.openedOn), organ, reference }),
      ]),
    );
    const { ended } = r;
    if (!ended) return;
    timeline.plan(onDay(day(ended.on), 15.5), () =>
      this.#sit(OFFICE, 'requests.remedy', `end of ${kind} of ${of}`, [
        async (act) => {
          const opened = (await remediesOf(act.db, this.idOf(of))).find((x) => x.reference === reference);
          if (!opened) throw new Error(`the seed ends a remedy of ${of} that was not opened`);
          const { result, whatWasDone } = ended;
          return endRemedy(act, this.idOf(of), { remedy: opened.id, result, endedOn: day(ended.on), whatWasDone });
        },
      ]),
    );
  }

  #planSuggestion(timeline: Timeline, p: SeedSuggestion): void {
    if (p.at)
      timeline.plan(at(p.at), () =>
        this.#sit(p.by, 'requests.suggest', p.title, [
          (act) => raiseSuggestion(act, this.idOf(p.of), { title: p.title, also: [] }),
        ]),
      );
    const { decided } = p;
    if (!decided) return;
    timeline.plan(at(decided.at), () =>
      this.#sit(OFFICE, 'requests.decide-suggestion', p.title, [
        async (act) => {
          const raised = (await listSuggestions(act.db)).find((x) => x.title === p.title);
          if (!raised) throw new Error(`the seed decides on a suggestion nobody has made: ${p.title}`);
          if ('refuse' in decided) return decideSuggestion(act, raised.id, { refuse: decided.refuse });
          const { item, owner, dueOn } = decided.publish;
          const publish = { itemCode: item, ownerId: this.people.organId(owner), dueOn: day(dueOn) };
          return decideSuggestion(act, raised.id, { publish });
        },
      ]),
    );
  }
}
