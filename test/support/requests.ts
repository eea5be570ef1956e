// Requests under test: a valid application of an invented person, and the deeds of a case as short calls.
import { perform } from '../../src/platform/act/act.ts';
import type { Actor } from '../../src/platform/act/actor.ts';
import { type AnswerWords, noWords, proposeAnswer, signAnswer } from '../../src/rooms/requests/answer.ts';
import type { AnswerCode } from '../../src/rooms/requests/answers.ts';
import type { ApplicationDraft } from '../../src/rooms/requests/application.ts';
import { assign, confirmReceipt, giveTitle } from '../../src/rooms/requests/begin-handling.ts';
import { deliver } from '../../src/rooms/requests/deliver.ts';
import type { GivenFile } from '../../src/rooms/requests/files.ts';
import type { Channel } from '../../src/rooms/requests/history.ts';
import type { InfoRequest, RequestId } from '../../src/rooms/requests/info-request.ts';
import { requestById } from '../../src/rooms/requests/store.ts';
import { newFormKey, type Receipt, submitRequest } from '../../src/rooms/requests/submit.ts';
import { inventedId } from '../../seed/invented-ids.ts';
import { type Day, dayOf } from '../../src/town/day.ts';
import type { Act } from '../../src/platform/act/act.ts';
import type { Outcome } from '../../src/town/outcome.ts';
import { changeOrgan } from '../../src/rooms/people/door.ts';
import { systemActor } from '../../src/platform/act/actor.ts';
import { granted, type SamplePeople, samplePeople } from './people.ts';
import { CODE } from './publishing.ts';
import { type TestTown, testTown } from './town.ts';

export const applicantActor: Actor = {
  kind: 'resident',
  accountId: null,
  staffId: null,
  organId: null,
  name: '申请人',
  roles: [],
  address: null,
};

export function sampleApplication(more: Partial<ApplicationDraft> = {}): ApplicationDraft {
  return {
    kind: 'natural',
    name: '钱样例',
    idNumber: inventedId(7),
    representative: '',
    contact: '',
    telephone: '13800000001',
    email: '',
    fax: '',
    address: '样例村 1 组',
    postcode: '',
    agent: null,
    help: '',
    content: '申请公开样例村 2025 年农村危房改造补助的评审结果和发放时间。',
    carrier: 'paper',
    obtaining: 'collect',
    purpose: '',
    ...more,
  };
}

export interface RequestTown {
  town: TestTown;
  people: SamplePeople;
}

export async function requestTown(): Promise<RequestTown> {
  const town = await testTown();
  const people = await samplePeople(town);
  granted(await perform(town, systemActor, 'test', (act) => changeOrgan(act, { id: people.town.id, creditCode: CODE })));
  return { town, people };
}

export interface Sent {
  draft?: Partial<ApplicationDraft>;
  channel?: Channel;
  on?: Day;
  formKey?: string;
  files?: readonly GivenFile[];
  by?: Actor;
  title?: string;
}

export function send({ town }: RequestTown, sent: Sent = {}): Promise<Outcome<Receipt>> {
  return perform(town, sent.by ?? applicantActor, 'test', (act) =>
    submitRequest(act, {
      draft: sampleApplication(sent.draft),
      channel: sent.channel ?? 'internet',
      submittedOn: sent.on ?? act.today,
      formKey: sent.formKey ?? newFormKey(),
      files: sent.files ?? [],
      title: sent.title ?? '',
    }),
  );
}

export async function theRequest({ town }: RequestTown, id: RequestId): Promise<InfoRequest> {
  const found = await requestById(town.db, id);
  if (!found) throw new Error('no such request');
  return found;
}

export function doing<T>(w: RequestTown, by: Actor, work: (act: Act) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  return perform(w.town, by, 'test', work);
}

/** Received, titled and assigned to finance: what most tests begin with. */
export async function handled(w: RequestTown, sent: Sent = {}): Promise<Receipt> {
  const office = w.people.actors['openness-office'];
  const receipt = granted(await send(w, sent));
  if ((await theRequest(w, receipt.id)).state === 'unconfirmed')
    granted(await doing(w, office, (act) => confirmReceipt(act, receipt.id, act.today)));
  granted(await doing(w, office, (act) => giveTitle(act, receipt.id, '样例村危房改造补助评审结果')));
  granted(
    await doing(w, office, (act) =>
      assign(act, receipt.id, { organId: w.people.finance.id, handlerId: w.people.staff.drafter.id }),
    ),
  );
  return receipt;
}

export async function answer(
  w: RequestTown,
  id: RequestId,
  code: AnswerCode,
  words: Partial<AnswerWords> = {},
  on: Day = dayOf(w.town.clock.now()),
): Promise<void> {
  const { actors } = w.people;
  granted(await doing(w, actors.drafter, (act) => proposeAnswer(act, id, { code, words: { ...noWords, ...words } })));
  granted(await doing(w, actors.principal, (act) => signAnswer(act, id)));
  granted(
    await doing(w, actors['openness-office'], (act) =>
      deliver(act, id, { delivery: 'in-person', on, lateReason: '忙', proof: null }),
    ),
  );
}
