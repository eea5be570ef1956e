// Drafts that have passed their chain. One goes through every verb; the others are copies of it with titles, texts and hashes
// of their own, so that releasing them is the whole of what is measured.
import { sql } from 'kysely';
import { perform } from '../src/platform/act/act.ts';
import { contentHash, type Draft, editionById, insertDocument, insertEdition } from '../src/rooms/disclosure/door.ts';
import { bodyFromText } from '../src/town/body.ts';
import { addDays, dayOf } from '../src/town/day.ts';
import { type EditionId, newId } from '../src/town/ids.ts';
import { done } from '../src/town/outcome.ts';
import { granted } from '../test/support/people.ts';
import { draft, pass } from '../test/support/publishing.ts';
import type { World } from './world.ts';

export interface Approved {
  id: EditionId;
  title: string;
}

let models: { of: World; id: EditionId } | null = null;

async function modelOf(world: World): Promise<EditionId> {
  if (models?.of !== world) {
    const id = await draft(world, { createdOn: addDays(dayOf(world.town.clock.now()), -3) });
    await pass(world, id);
    models = { of: world, id };
  }
  return models.id;
}

let made = 0;

/** @param textOf title and text of the n-th. */
export async function approvedDrafts(
  world: World,
  count: number,
  textOf: (n: number) => { title: string; text: string } = sampleText,
): Promise<Approved[]> {
  const model = await editionById(world.town.db, await modelOf(world));
  if (!model) throw new Error('the model draft is gone');
  const out: Approved[] = [];
  granted(
    await perform(world.town, world.people.actors.drafter, 'bench', async (act) => {
      for (let n = 0; n < count; n++) {
        const { title, text } = textOf(made++);
        const copy: Draft = { ...model, title, summary: `${title}的概述`.slice(0, 100), body: bodyFromText(text) };
        const documentId = await insertDocument(act, {
          organId: world.people.finance.id,
          itemCode: '05',
          dutyId: null,
          authorId: model.authorId,
        });
        const id = await insertEdition(act, documentId, 1, model.authorId, copy);
        const reviewId = newId();
        const hash = contentHash(copy);
        await sql`update disclosure_editions set state = 'approved' where id = ${id}`.execute(act.db);
        await sql`insert into review_reviews select (jsonb_populate_record(r, jsonb_build_object('id', ${reviewId}::text,
          'edition_id', ${id}::text, 'content_hash', ${hash}::text))).* from review_reviews r where r.edition_id = ${model.id}`.execute(
          act.db,
        );
        await sql`insert into review_events select (jsonb_populate_record(e, jsonb_build_object('id', e.id || ${`-${made}`}::text,
          'review_id', ${reviewId}::text, 'content_hash', ${hash}::text))).* from review_events e
          join review_reviews r on r.id = e.review_id where r.edition_id = ${model.id}`.execute(act.db);
        out.push({ id, title });
      }
      return done(null);
    }),
  );
  return out;
}

function sampleText(n: number): { title: string; text: string } {
  return {
    title: `关于第${n}号测速事项的通知`,
    text: `各村（社区）：\n现将第${n}号测速事项的办理要求通知如下。\n一、办理范围\n本镇户籍居民均可办理，编号测速${n}。\n二、办理时间\n每个工作日上午八时三十分至十一时三十分。\n三、监督电话\n0563-4000123。`,
  };
}
