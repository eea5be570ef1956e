// 文书 of a request: drafted from what is known of it, changed by hand while it is a draft, numbered and unchangeable once signed.
import { sql } from 'kysely';
import type { Act } from '../../platform/act/act.ts';
import type { Db } from '../../platform/db/engine.ts';
import type { CaseKeyId } from '../../platform/vault/key-names.ts';
import { type Day, yearOf } from '../../town/day.ts';
import { newId } from '../../town/ids.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import type { LetterText } from './letters/letter-text.ts';
import { type LetterKind, letterKinds } from './letters/kinds.ts';
import { letterNumber, seriesWord } from './letters/number-series.ts';
import type { RequestRefusal } from './refusals.ts';
import type { InfoRequest, LetterId, RequestId } from './info-request.ts';
import { type Keeper, openText, sealText } from './sealed.ts';
import { nextInSeries } from './store.ts';
import { take, type Taken } from './take.ts';

export interface Letter {
  id: LetterId;
  kind: LetterKind;
  number: string | null;
  state: 'draft' | 'signed';
  madeOn: Day;
  signedOn: Day | null;
  signedBy: string | null;
  changedBy: string;
  revision: number;
  text: LetterText;
  title: string;
  toApplicant: boolean;
}

const columns = sql`id, kind, number, state, sealed, made_on as "madeOn", signed_on as "signedOn", signed_by as "signedBy",
  changed_by as "changedBy", revision`;

type Row = Omit<Letter, 'text' | 'title' | 'toApplicant'> & { sealed: string };

async function opened(town: Keeper, keyId: CaseKeyId, { sealed, ...row }: Row): Promise<Letter | null> {
  const text = await openText(town, keyId, { table: 'letters', row: row.id }, sealed);
  if (text === null) return null;
  const read = JSON.parse(text) as LetterText;
  return { ...row, text: read, title: read.title, toApplicant: letterKinds[row.kind].to === 'applicant' };
}

/** In the order they were made; none once the key is destroyed. */
export async function lettersOf(db: Db, town: Keeper, r: Pick<InfoRequest, 'id' | 'keyId'>): Promise<Letter[]> {
  const { rows } =
    await sql<Row>`select ${columns} from requests_letters where request_id = ${r.id} order by made_on, id`.execute(db);
  const all = await Promise.all(rows.map((row) => opened(town, r.keyId, row)));
  return all.filter((l) => l !== null);
}

/** `text`: made by draftLetter from the facts of the request. */
export async function beginLetter(
  act: Act,
  id: RequestId,
  given: { kind: LetterKind; text: LetterText },
): Promise<Outcome<Taken & { letter: LetterId }, RequestRefusal>> {
  const letter = newId<LetterId>();
  const taken = await take(act, id, 'letter', async ({ request }) => {
    const sealed = await sealText(act.town, request.keyId, { table: 'letters', row: letter }, JSON.stringify(given.text));
    await sql`insert into requests_letters (id, request_id, kind, state, sealed, made_on, changed_by)
      values (${letter}, ${id}, ${given.kind}, 'draft', ${sealed}, ${act.today}, ${act.actor.name})`.execute(act.db);
    return done([]);
  });
  return taken.ok ? done({ ...taken.value, letter }) : taken;
}

async function draftOf(act: Act, request: InfoRequest, letter: LetterId): Promise<Outcome<Letter, RequestRefusal>> {
  const found = (await lettersOf(act.db, act.town, request)).find((l) => l.id === letter);
  if (!found) return refuse({ code: 'not-found' });
  return found.state === 'signed' ? refuse({ code: 'letter-signed' }) : done(found);
}

export async function saveLetter(
  act: Act,
  id: RequestId,
  given: { letter: LetterId; title: string; salutation: string; paragraphs: readonly string[]; revision: number },
): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'letter', async ({ request }) => {
    const draft = await draftOf(act, request, given.letter);
    if (!draft.ok) return draft;
    if (draft.value.revision !== given.revision) return refuse({ code: 'changed-meanwhile' });
    if (given.title.trim() === '' || given.paragraphs.length === 0) return refuse({ code: 'letter-empty', field: 'text' });
    const text: LetterText = {
      ...draft.value.text,
      title: given.title.trim(),
      salutation: given.salutation.trim(),
      paragraphs: [...given.paragraphs],
    };
    const sealed = await sealText(act.town, request.keyId, { table: 'letters', row: given.letter }, JSON.stringify(text));
    await sql`update requests_letters set sealed = ${sealed}, revision = revision + 1, changed_by = ${act.actor.name} where id = ${given.letter}`.execute(
      act.db,
    );
    return done([]);
  });
}

/** 港湾 of 港湾镇: what stands at the head of the town's own numbers. */
export function shortTown(name: string): string {
  return /^([\u4e00-\u9fff]{1,5}?)(镇|乡|街道|人民政府|政府|$)/.exec(name)?.[1] ?? '本';
}

/** Draws its number from the town's series of that kind. */
export async function signLetter(act: Act, id: RequestId, letter: LetterId): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'sign-letter', async ({ request }) => {
    const draft = await draftOf(act, request, letter);
    if (!draft.ok) return draft;
    const { series } = letterKinds[draft.value.kind];
    const year = yearOf(act.today);
    // Not by the organ's short name: 镇政府 is short for any town's.
    const word = series === null ? null : seriesWord(series, shortTown(act.town.name));
    const number = word === null ? null : letterNumber(word, year, await nextInSeries(act, word, year));
    await sql`update requests_letters set state = 'signed', number = ${number}, signed_on = ${act.today}, signed_by = ${act.actor.name}
      where id = ${letter}`.execute(act.db);
    return done([]);
  });
}
