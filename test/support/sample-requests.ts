// Requests for information in every state for the whole program under test, all of one applicant whose name, number, telephone and
// words stand nowhere else, and handled by the finance office.
import { perform } from '../../src/platform/act/act.ts';
import type { Act } from '../../src/platform/act/act.ts';
import type { Actor } from '../../src/platform/act/actor.ts';
import { calendarOf } from '../../src/platform/calendar/calendar-store.ts';
import { press } from '../../src/platform/paper/paper-press.ts';
import {
  archiveRequest,
  askCorrection,
  askFee,
  askReasons,
  assign,
  beginLetter,
  confirmReceipt,
  consult,
  deliver,
  draftLetter,
  gatherFacts,
  giveTitle,
  keepFiles,
  leaveMessage,
  lookAt,
  newFormKey,
  noWords,
  proposeAnswer,
  raiseSuggestion,
  type Receipt,
  type RequestId,
  signAnswer,
  submitRequest,
  suggestions,
  takeNote,
} from '../../src/rooms/requests/door.ts';
import { requestById } from '../../src/rooms/requests/store.ts';
import { done, type Outcome } from '../../src/town/outcome.ts';
import { inventedId } from '../../seed/invented-ids.ts';
import { granted } from './people.ts';
import type { PublishingTown } from './publishing.ts';
import { applicantActor, sampleApplication } from './requests.ts';

/** Stands in everything anybody wrote of the sample requests that are still open, and in nothing else. */
export const REQUEST_CANARY = '鹈鹕密语不外传';
/** Whose requests they are: as the canary, of a person. */
export const applicantCanaries = [`钱${REQUEST_CANARY}`, inventedId(777), '13800007777', 'pelican@example.com'] as const;

export const sampleStates = [
  'unconfirmed',
  'received',
  'handling',
  'correcting',
  'consulting',
  'reasons',
  'fee',
  'signing',
  'signed',
  'answered',
  'archived',
] as const;
export type SampleState = (typeof sampleStates)[number];

export interface SampleRequests {
  /** One for every state; what addresses show is `handling`, with a letter, a found file and a suggestion. */
  receipts: Readonly<Record<SampleState, Receipt>>;
  letter: string;
  file: string;
  suggestion: string;
}

const [name, idNumber, telephone, email] = applicantCanaries;
const words = { ...noWords, explanation: `${REQUEST_CANARY}：检索了档案和业务系统，没有查到。` };

export async function sampleRequests({ town, people }: PublishingTown): Promise<SampleRequests> {
  const { drafter, principal, 'openness-office': office } = people.actors;
  const as = async <T>(by: Actor, work: (act: Act) => Promise<Outcome<T>>): Promise<T> =>
    granted(await perform(town, by, 'test', work));

  const sent = (): Promise<Receipt> =>
    as(applicantActor, (act) =>
      submitRequest(act, {
        draft: sampleApplication({ name, idNumber, telephone, email, content: `${REQUEST_CANARY}所需信息的名称和文号` }),
        channel: 'internet',
        submittedOn: act.today,
        formKey: newFormKey(),
        files: [],
        title: '',
      }),
    );

  type Step = (id: RequestId) => Promise<unknown>;
  const received: Step = (id) => as(office, (act) => confirmReceipt(act, id, act.today));
  const assigned: Step = async (id) => {
    await as(office, (act) => giveTitle(act, id, `${REQUEST_CANARY}事由`));
    await as(office, (act) => assign(act, id, { organId: people.finance.id, handlerId: people.staff.drafter.id }));
  };
  const signing: Step = (id) => as(drafter, (act) => proposeAnswer(act, id, { code: 'C1', words }));
  const signed: Step = (id) => as(principal, (act) => signAnswer(act, id));
  const answered: Step = async (id) => {
    await as(office, (act) => deliver(act, id, { delivery: 'in-person', on: act.today, lateReason: '', proof: null }));
    // What is answered stands in the public log by its title.
    await as(office, (act) => giveTitle(act, id, '样例道路维修的工程造价'));
  };
  const handled: readonly Step[] = [received, assigned];
  const ways: Readonly<Record<SampleState, readonly Step[]>> = {
    unconfirmed: [],
    received: [received],
    handling: handled,
    correcting: [...handled, (id) => as(office, (act) => askCorrection(act, id, { what: REQUEST_CANARY, period: 15 }))],
    consulting: [
      ...handled,
      (id) => as(drafter, (act) => consult(act, id, { whom: 'third-party', on: act.today, name: REQUEST_CANARY })),
    ],
    reasons: [...handled, (id) => as(drafter, (act) => askReasons(act, id))],
    fee: [...handled, (id) => as(office, (act) => askFee(act, id, { basis: 'pages', pages: 60, receivedOn: act.today }))],
    signing: [...handled, signing],
    signed: [...handled, signing, signed],
    answered: [...handled, signing, signed, answered],
    archived: [...handled, signing, signed, answered, (id) => as(office, (act) => archiveRequest(act, id))],
  };
  const receipts = {} as Record<SampleState, Receipt>;
  for (const state of sampleStates) {
    receipts[state] = await sent();
    for (const step of ways[state]) await step(receipts[state].id);
    const found = await requestById(town.db, receipts[state].id);
    if (found?.state !== state) throw new Error(`a sample request is ${found?.state}, not ${state}`);
  }

  const { id } = receipts.handling;
  const paper = { organ: REQUEST_CANARY, docNo: null, salutation: null, signature: null, note: null, header: 'plain' as const };
  const bytes = await press('docx', {
    ...paper,
    title: `${REQUEST_CANARY}表`,
    blocks: [{ kind: 'paragraph', text: `${REQUEST_CANARY}正文，联系电话 13800007777。` }],
  });
  const [file] = await as(drafter, async (act) => {
    const request = await requestById(act.db, id);
    return done(await keepFiles(act, request!, [{ purpose: 'found', name: `${REQUEST_CANARY}.docx`, kind: 'docx', bytes }]));
  });
  await as(applicantActor, (act) => leaveMessage(act, id, `${REQUEST_CANARY}留言`));
  await as(drafter, (act) => takeNote(act, id, `${REQUEST_CANARY}记事`));
  const { letter } = await as(drafter, async (act) => {
    const view = granted(await lookAt(act, id));
    const facts = await gatherFacts(act.db, view, await calendarOf(act.db), act.today);
    return beginLetter(act, id, { kind: 'receipt', text: draftLetter('receipt', facts!) });
  });
  await as(drafter, (act) => raiseSuggestion(act, id, { title: `${REQUEST_CANARY}建议`, also: [] }));
  const [suggestion] = await suggestions(town.db);
  return { receipts, letter, file: file!, suggestion: suggestion!.id };
}
