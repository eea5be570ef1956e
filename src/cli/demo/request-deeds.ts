// The steps of a request's course as sittings: who sits down when, and which verbs they do then.
import type { Act } from '../../platform/act/act.ts';
import type { Actor } from '../../platform/act/actor.ts';
import { calendarOf } from '../../platform/calendar/calendar-store.ts';
import { writeDocx } from '../../platform/paper/write-docx.ts';
import type { PaperBlock } from '../../platform/paper/paper.ts';
import {
  abandon,
  addFiles,
  answers,
  askCorrection,
  askExtension,
  askFee,
  askReasons,
  beginLetter,
  consult,
  decideExtension,
  deliver,
  draftLetter,
  gatherFacts,
  type GivenFile,
  leaveMessage,
  type LetterId,
  type LetterFacts,
  type LetterKind,
  letterReceived,
  lookAt,
  type MaskedFile,
  maskFile,
  missingForLetter,
  noWords,
  postpone,
  proposeAnswer,
  receiveCorrection,
  recordOpinion,
  recordPayment,
  recordReasons,
  releaseFile,
  type RequestId,
  sendBackAnswer,
  signAnswer,
  signLetter,
  takeNote,
  withdrawRequest,
} from '../../rooms/requests/door.ts';
import { type Day, day, yearOf } from '../../town/day.ts';
import { newId } from '../../town/ids.ts';
import { done, type Outcome } from '../../town/outcome.ts';
import type { SeedAnswer, SeedDeed, SeedFile, SeedRelease, SeedRequest } from '../../../seed/requests/types.ts';

type Work = (act: Act) => Promise<Outcome<unknown, string>>;

export interface Sitting {
  on: Day;
  /** Of the day, in hours. */
  hour: number;
  /** Sign-in name; null: the applicant. */
  by: string | null;
  verb: string;
  works: readonly Work[];
  /** After it the request is closed. */
  ends?: boolean;
}

export interface Desk {
  idOf(key: string): RequestId;
  actor(who: string | null): Actor;
  masked(r: SeedRelease): Promise<FoundAndMasked>;
}

export interface FoundAndMasked {
  found: GivenFile;
  masked: MaskedFile;
}

export async function foundAndMasked(r: SeedRelease): Promise<FoundAndMasked> {
  const found = await sheetOf('found', r);
  const masked = await maskFile(
    found,
    r.hide.map((text) => ({ text, ground: r.ground })),
  );
  if (!masked.ok) throw new Error(`seed refused: ${r.name}: ${JSON.stringify(masked.refusals)}`);
  return { found, masked: masked.value };
}

export interface Case {
  seed: SeedRequest;
  desk: Desk;
  /** The n-th working day after receipt. */
  day(n: number): Day;
}

type Step<K extends SeedDeed['do']> = Extract<SeedDeed, { do: K }> & { day: number };
type Doing<K extends SeedDeed['do']> = (c: Case, step: Step<K>) => Sitting[];

const OFFICE = 'openness-clerk';
/** Since then the town keeps its letters here. */
const LETTERS_SINCE = 2026;

const handler = ({ seed }: Case): string => {
  if (seed.organ === null) throw new Error(`nobody handles ${seed.key}`);
  return `${seed.organ}-drafter`;
};

const sit = (c: Case, n: number, hour: number, by: string | null, verb: string, works: readonly Work[]): Sitting => ({
  on: c.day(n),
  hour,
  by,
  verb: `requests.${verb}`,
  works,
});

const once = (
  c: Case,
  n: number,
  hour: number,
  by: string | null,
  verb: string,
  work: (act: Act, id: RequestId) => ReturnType<Work>,
) => sit(c, n, hour, by, verb, [(act) => work(act, c.desk.idOf(c.seed.key))]);

/** Drafted from what is known of the request, `changed` by hand; signed in the same act, or by whoever `signed` tells of it. */
function letterOf(
  c: Case,
  kind: LetterKind,
  signed: 'now' | ((letter: LetterId) => void),
  changed: (facts: LetterFacts) => LetterFacts = (facts) => facts,
): Work {
  return async (act) => {
    if (yearOf(act.today) < LETTERS_SINCE) return done(null);
    const id = c.desk.idOf(c.seed.key);
    const view = await lookAt(act, id);
    if (!view.ok) return view;
    const facts = await gatherFacts(act.db, view.value, await calendarOf(act.db), act.today);
    const missing = facts ? missingForLetter(kind, facts) : ['申请人'];
    if (!facts || missing.length > 0) throw new Error(`the ${kind} of ${c.seed.key} lacks ${missing.join('、')}`);
    const begun = await beginLetter(act, id, { kind, text: draftLetter(kind, changed(facts)) });
    if (!begun.ok) return begun;
    if (signed === 'now') return signLetter(act, id, begun.value.letter);
    signed(begun.value.letter);
    return begun;
  };
}

/** A paper of the demonstration as a file that was examined. */
export async function sheetOf(purpose: GivenFile['purpose'], { name, text }: SeedFile): Promise<GivenFile> {
  const [title = '', ...lines] = text.split('\n').flatMap((l) => l.trim() || []);
  const rows = lines.filter((l) => l.startsWith('|')).map((l) => l.slice(1, -1).split('|'));
  const blocks: PaperBlock[] = lines.filter((l) => !l.startsWith('|')).map((l) => ({ kind: 'paragraph', text: l }));
  if (rows.length > 0)
    blocks.push({
      kind: 'table',
      columns: rows[0]!.map(() => 1),
      rows: rows.map((r, i) => r.map((cell) => ({ text: cell.trim(), head: i === 0 }))),
      headRows: 1,
      size: 'normal',
    });
  const bytes = await writeDocx({ title, organ: '港口镇人民政府', docNo: null, blocks, signature: null, header: 'plain' });
  return { purpose, name, kind: 'docx', bytes };
}

/** What was found is added, and goes out with its passages hidden. */
function releasing(c: Case, r: SeedRelease): Work[] {
  const masking = c.desk.masked(r);
  return [
    async (act) => addFiles(act, c.desk.idOf(c.seed.key), [(await masking).found]),
    async (act) => {
      const view = await lookAt(act, c.desk.idOf(c.seed.key));
      if (!view.ok) return view;
      const file = view.value.files.find((f) => f.purpose === 'found');
      if (!file) throw new Error(`nothing was found for ${c.seed.key}`);
      return releaseFile(act, c.desk.idOf(c.seed.key), { file: file.id, masked: (await masking).masked });
    },
  ];
}

/** The number of an answer given before. */
async function numberOf(act: Act, id: RequestId): Promise<string> {
  const view = await lookAt(act, id);
  const number = view.ok && view.value.letters.find((l) => l.kind === 'answer' && l.state === 'signed')?.number;
  if (!number) throw new Error('the seed names an earlier answer that has no number');
  return number;
}

const byObtaining = {
  collect: 'in-person',
  post: 'post',
  'e-mail': 'e-mail',
  fax: 'in-person',
  'on-the-spot': 'on-the-spot',
} as const;

function answering(c: Case, a: SeedAnswer & { day: number }): Sitting[] {
  const signer = answers[a.code].group === 'granted' ? 'deputy-mayor' : 'mayor';
  const [signed, out] = [a.signed === undefined ? a.day : a.signed, a.out === undefined ? a.day + 1 : a.out];
  const drafted: { letter: LetterId | null } = { letter: null };
  const propose = async (act: Act, id: RequestId) => {
    const words = { ...noWords, ...a.words };
    if (a.earlier) words.earlier = words.earlier.replace('{earlier}', await numberOf(act, c.desk.idOf(a.earlier)));
    return proposeAnswer(act, id, { code: a.code, words });
  };
  const proposing = (hour: number, before: readonly Work[]): Sitting =>
    sit(c, a.day, hour, handler(c), 'propose-answer', [
      ...before,
      (act) => propose(act, c.desk.idOf(c.seed.key)),
      letterOf(c, 'answer', (letter) => (drafted.letter = letter)),
    ]);
  const { sentBack } = a;
  const found = a.release ? releasing(c, a.release) : [];
  const sittings = [
    ...(sentBack
      ? [
          sit(c, a.day, 10, handler(c), 'propose-answer', [...found, (act) => propose(act, c.desk.idOf(c.seed.key))]),
          once(c, a.day, 11.2, signer, 'send-back-answer', (act, id) => sendBackAnswer(act, id, sentBack)),
        ]
      : []),
    sentBack ? proposing(14.7, []) : proposing(10.4, found),
  ];
  if (signed !== null)
    sittings.push(
      sit(c, signed, 16, signer, 'sign-answer', [
        (act) => signAnswer(act, c.desk.idOf(c.seed.key)),
        async (act) => (drafted.letter ? signLetter(act, c.desk.idOf(c.seed.key), drafted.letter) : done(null)),
      ]),
    );
  if (signed !== null && out !== null)
    sittings.push({
      ...once(c, out, out === signed ? 16.5 : 9.7, OFFICE, 'deliver', (act, id) =>
        deliver(act, id, {
          delivery: a.by ?? byObtaining[c.seed.more?.obtaining ?? 'collect'],
          on: act.today,
          lateReason: a.late ?? '',
          proof: null,
        }),
      ),
      ends: true,
    });
  return sittings;
}

/** The letter of inquiry a course has sent last. */
const inquiries = new WeakMap<SeedRequest, LetterId>();

export const doings: { readonly [K in SeedDeed['do']]: Doing<K> } = {
  'ask-correction': (c, s) => [
    sit(c, s.day, 10.5, OFFICE, 'ask-correction', [
      (act) => askCorrection(act, c.desk.idOf(c.seed.key), { what: s.what, period: 15 }),
      letterOf(c, 'correction-notice', 'now'),
    ]),
  ],
  correct: (c, s) => [
    // On the net by themselves; a letter, a fax or a mail is taken in by the office.
    c.seed.via === 'internet'
      ? once(c, s.day, 12.3, null, 'applicant', (act, id) => receiveCorrection(act, id, { on: null, text: s.text }))
      : once(c, s.day, 11.5, OFFICE, 'receive-correction', (act, id) =>
          receiveCorrection(act, id, { on: act.today, text: s.text }),
        ),
  ],
  consult: (c, s) => {
    const letter = newId<LetterId>();
    inquiries.set(c.seed, letter);
    return [
      once(c, s.day, 15, handler(c), 'consult', (act, id) =>
        consult(act, id, { whom: 'third-party', on: act.today, name: s.name, letter }),
      ),
      once(c, s.arrived, 16.5, OFFICE, 'letter-received', (act, id) => letterReceived(act, id, { letter, on: act.today })),
    ];
  },
  opinion: (c, s) => [
    once(c, s.day, 11, handler(c), 'record-opinion', (act, id) =>
      recordOpinion(act, id, { letter: inquiries.get(c.seed)!, on: act.today, opinion: s.opinion, text: s.text }),
    ),
  ],
  silent: (c, s) => [
    once(c, s.day, 9.5, handler(c), 'record-opinion', (act, id) =>
      recordOpinion(act, id, { letter: inquiries.get(c.seed)!, on: null, opinion: 'silent', text: '' }),
    ),
  ],
  'ask-reasons': (c, s) => [
    sit(c, s.day, 10.8, OFFICE, 'ask-reasons', [
      (act) => takeNote(act, c.desk.idOf(c.seed.key), s.note),
      (act) => askReasons(act, c.desk.idOf(c.seed.key)),
      letterOf(c, 'reasons-notice', 'now', (facts) => ({ ...facts, reasons: { ground: s.note, period: 15 } })),
    ]),
  ],
  reasons: (c, s) => [
    once(c, s.day, 14.2, OFFICE, 'record-reasons', (act, id) =>
      recordReasons(act, id, { on: act.today, text: s.text, reasonable: s.reasonable }),
    ),
  ],
  postpone: (c, s) => [once(c, s.day, 15.2, OFFICE, 'postpone', (act, id) => postpone(act, id, day(s.until)))],
  'ask-fee': (c, s) => [
    sit(c, s.day, 14.5, OFFICE, 'ask-fee', [
      (act) => askFee(act, c.desk.idOf(c.seed.key), { basis: 'pages', pages: s.pages, receivedOn: act.today }),
      letterOf(c, 'fee-notice', 'now'),
    ]),
  ],
  pay: (c, s) => [
    once(c, s.day, 10.1, OFFICE, 'record-payment', (act, id) => recordPayment(act, id, { on: act.today, receipt: s.receipt })),
  ],
  'ask-extension': (c, s) => [
    once(c, s.day, 9.4, handler(c), 'ask-extension', (act, id) => askExtension(act, id, { days: s.days, reason: s.reason })),
  ],
  'grant-extension': (c, s) => [
    once(c, s.day, 15.8, 'deputy-mayor', 'decide-extension', (act, id) => decideExtension(act, id, true)),
    sit(c, s.day, 16.2, OFFICE, 'letter', [letterOf(c, 'extension-notice', 'now')]),
  ],
  message: (c, s) => [once(c, s.day, 12.6, null, 'applicant', (act, id) => leaveMessage(act, id, s.text))],
  reply: (c, s) => [once(c, s.day, 15.4, OFFICE, 'message', (act, id) => leaveMessage(act, id, s.text))],
  note: (c, s) => [once(c, s.day, 10.9, handler(c), 'note', (act, id) => takeNote(act, id, s.text))],
  answer: answering,
  abandon: (c, s) => [
    {
      ...sit(c, s.day, 9.1, OFFICE, 'abandon', [(act) => abandon(act, c.desk.idOf(c.seed.key)), letterOf(c, 'answer', 'now')]),
      ends: true,
    },
  ],
  withdraw: (c, s) => [
    { ...once(c, s.day, 20, null, 'applicant', (act, id) => withdrawRequest(act, id, { on: null, text: s.text })), ends: true },
  ],
};
