// From a file of a set to its end: known already, read, proposed, taken. Answers in words; stops nothing else.
import { sql } from 'kysely';
import { perform } from '../../platform/act/act.ts';
import type { Actor } from '../../platform/act/actor.ts';
import { today } from '../../platform/clock.ts';
import { safeFileName } from '../../platform/files/file-name.ts';
import { inspectUpload } from '../../platform/files/inspect-upload.ts';
import { sha256Hex } from '../../platform/files/store.ts';
import { readForeign } from '../../platform/reading/read.ts';
import { readWarningWords } from '../../platform/reading/words.ts';
import type { Town } from '../../platform/town.ts';
import { done, type Outcome, type Refusal } from '../../town/outcome.ts';
import { listItems } from '../catalogue/door.ts';
import type { TakenUpload } from '../disclosure/door.ts';
import { listOrgans } from '../people/door.ts';
import { type FileBox, findInBox, isDocumentName } from './file-box.ts';
import { type Entry, type Found, nothingFound, type Settled } from './intake.ts';
import { type Known, type Proposal, propose, type SetChoices } from './proposal.ts';
import { knownSource, sourceOf } from './sources.ts';
import { mayImport, takeDocument, withChecks } from './take-document.ts';
import { type ImportRefusal, type IntakeRefusal, intakeWarningWords, sentences, whyUnreadable } from './words.ts';

export interface SetRun {
  town: Town;
  actor: Actor;
  box: FileBox;
  choices: SetChoices;
  known: Known;
  via: string;
  pretend: boolean;
  /** Sources of this set that have their place, with the name they came under. */
  seen: Map<string, string>;
}

export async function startRun(
  town: Town,
  actor: Actor,
  box: FileBox,
  more: { choices: SetChoices; via: string; pretend: boolean },
): Promise<SetRun> {
  const items = (await listItems(town.db)).filter((i) => i.closedOn === null);
  const organs = await listOrgans(town.db);
  return { town, actor, box, ...more, seen: new Map(), known: { townName: town.name, items, organs, today: today(town.clock) } };
}

/** Never throws over a file; throws when the database is gone. */
export async function importOne(run: SetRun, entry: Entry): Promise<Settled> {
  try {
    return await attempt(run, entry);
  } catch (fault) {
    await sql`select 1`.execute(run.town.db);
    run.town.log.error(
      { fault: fault instanceof Error ? fault.stack : String(fault), file: safeFileName(entry.name) },
      'a file could not be imported',
    );
    return failed(run, { ...nothingFound, why: ['处理这份文件时程序出现故障，没有导入，其他文件不受影响。故障已记入日志。'] });
  }
}

function failed(run: SetRun, found: Found): Settled {
  return { state: run.pretend ? 'refused' : 'failed', found, documentId: null, indexNo: null };
}

function refused(run: SetRun, found: Found, refusals: readonly Refusal<ImportRefusal>[]): Settled {
  const releasable = refusals.length > 0 && refusals.every((r) => r.code === 'personal-data');
  return failed(run, { ...found, why: sentences(refusals), releasable });
}

async function attempt(run: SetRun, entry: Entry): Promise<Settled> {
  if (!mayImport(run.actor)) return refused(run, nothingFound, [{ code: 'not-allowed' }]);
  const opened = await open(run, entry);
  if (!opened.ok) return refused(run, nothingFound, [...(entry.row?.problems ?? []), ...opened.refusals]);
  const { name, bytes } = opened.value;
  const sha256 = sha256Hex(bytes);
  const source = sourceOf(entry, sha256);
  const twin = run.seen.get(source);
  if (twin !== undefined)
    return { ...refused(run, nothingFound, [{ code: 'twice-in-set', facts: { name: twin } }]), state: 'skipped' };
  const known = await knownSource(run.town.db, entry, sha256);
  if (known) {
    const state = known.refusal.code === 'already-imported' ? 'skipped' : failed(run, nothingFound).state;
    return { ...refused(run, nothingFound, [known.refusal]), state, documentId: known.documentId, indexNo: known.indexNo };
  }

  const answer = await readForeign({ name, bytes });
  if (!answer.ok)
    return refused(run, nothingFound, [
      ...(entry.row?.problems ?? []),
      { code: 'cannot-read', facts: { why: whyUnreadable(answer.refusals) } },
    ]);
  const read = answer.value;
  const { taken, refusals: notTaken } = await takeAttachments(run, entry);
  const proposal = propose({
    name,
    read,
    row: entry.row,
    wish: entry.wish,
    choices: run.choices,
    known: run.known,
    attachments: taken.map((t) => t.ref),
  });
  const found = foundIn(proposal, read.chapters.length, [
    ...read.warnings.filter((w) => w !== 'no-title' && w !== 'no-date').map((w) => readWarningWords[w]),
    ...proposal.warnings.map((w) => intakeWarningWords[w.code](w.facts)),
  ]);
  const problems = [...proposal.refusals, ...notTaken];
  if (problems.length > 0 || proposal.itemCode === null || proposal.organId === null) return refused(run, found, problems);
  const { draft, itemCode, organId } = proposal;
  if (!run.pretend) for (const image of read.images) await run.town.files.put(image.bytes);
  const outcome = await perform(run.town, run.actor, 'intake.import', (act) =>
    takeDocument(act, {
      entry,
      sha256,
      bytes,
      draft,
      itemCode,
      organId,
      pictures: read.images,
      attachments: taken,
      found,
      via: run.via,
      pretend: run.pretend,
    }),
  );
  if (outcome.ok) {
    run.seen.set(source, entry.name);
    const { documentId, indexNo, warnings } = outcome.value;
    return { state: 'imported', found: withChecks(found, warnings), documentId, indexNo };
  }
  const rehearsed = outcome.refusals.find((r) => r.code === 'pretended');
  if (rehearsed) {
    run.seen.set(source, entry.name);
    const warnings = String(rehearsed.facts?.warnings ?? '')
      .split('；')
      .filter((w) => w !== '');
    return { state: 'ready', found: withChecks(found, warnings), documentId: null, indexNo: null };
  }
  if (outcome.refusals.some((r) => r.code === 'already-imported'))
    return { ...refused(run, found, outcome.refusals), state: 'skipped' };
  return refused(run, found, outcome.refusals);
}

async function open(run: SetRun, entry: Entry): Promise<Outcome<{ name: string; bytes: Uint8Array }, IntakeRefusal>> {
  // A row without a file has said so already.
  if (entry.name === '') return { ok: false, refusals: [] };
  const name = findInBox(run.box, entry.name);
  if (!name.ok) return name;
  if (!isDocumentName(name.value)) return { ok: false, refusals: [{ code: 'not-a-document' }] };
  const bytes = await run.box.read(name.value);
  return bytes.ok ? done({ name: name.value, bytes: bytes.value }) : bytes;
}

function foundIn(p: Proposal, chapters: number, warnings: readonly string[]): Found {
  const { title, docNo, genre, sourceUnit, createdOn, attachments } = p.draft;
  return {
    ...nothingFound,
    title,
    docNo,
    genre,
    source: sourceUnit,
    chapters,
    itemCode: p.itemCode,
    organId: p.organId,
    createdOn,
    publishedOn: p.publishedOn,
    attachments: attachments.map((a) => a.name),
    warnings,
  };
}

/** Attachments are looked through in any case; in a rehearsal they are put nowhere. */
async function takeAttachments(run: SetRun, entry: Entry): Promise<{ taken: TakenUpload[]; refusals: Refusal<IntakeRefusal>[] }> {
  const taken: TakenUpload[] = [];
  const refusals: Refusal<IntakeRefusal>[] = [];
  for (const wanted of entry.row?.attachments ?? []) {
    const facts = { name: wanted.slice(0, 80) };
    const name = findInBox(run.box, wanted);
    if (!name.ok) {
      refusals.push({
        code: name.refusals[0]?.code === 'row-file-outside' ? 'attachment-outside' : 'attachment-not-found',
        facts,
      });
      continue;
    }
    const bytes = await run.box.read(name.value);
    const answer = bytes.ok ? await inspectUpload(name.value, bytes.value) : null;
    if (!bytes.ok || !answer?.ok) {
      const why = !bytes.ok ? sentences(bytes.refusals).join('') : answer && !answer.ok ? whyUnreadable(answer.refusals) : '';
      refusals.push({ code: 'attachment-not-taken', facts: { ...facts, why } });
      continue;
    }
    const { cleanedBytes, ...inspected } = answer.value;
    const ref = {
      sha256: sha256Hex(cleanedBytes),
      size: cleanedBytes.byteLength,
      name: safeFileName(name.value),
      kind: inspected.kind,
    };
    if (!run.pretend) await run.town.files.put(cleanedBytes);
    taken.push({ ref, inspected });
  }
  return { taken, refusals };
}
