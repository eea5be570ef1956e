import { test } from 'vitest';
import { demoTown } from '../../../test/support/demo-town.ts';
import { sql } from 'kysely';
import { lettersOf } from '../../rooms/requests/letter.ts';
import { perform } from '../../platform/act/act.ts';
import { textsOf } from '../../rooms/requests/texts.ts';
import { filesOf } from '../../rooms/requests/files.ts';

test('x', async () => {
  const t0 = Date.now();
  const town = await demoTown();
  console.log('loaded', Date.now() - t0);
  const { rows } = await sql<any>`select r.*, r.key_id as "keyId" from requests_requests r order by number`.execute(town.db);
  for (const r of rows) {
    console.log(r.number, r.channel, r.applicant_kind, r.state, r.answer_code, r.received_on, r.due_on, r.ended_on, r.erased_on, r.title);
    for (const l of await lettersOf(town.db, town, r)) console.log('   ', l.kind, l.number, l.state, '\n      ' + l.text.paragraphs.join('\n      '));
    for (const f of await filesOf(town.db, r.id)) console.log('   file', f.purpose, f.kind, JSON.stringify(f.proof));
  }
  console.log((await sql`select title, raised_by, decision, reason, item_code, document_id from requests_suggestions`.execute(town.db)).rows);
  console.log((await sql`select kind, state, count(*)::int n from platform_chores group by 1, 2`.execute(town.db)).rows);
}, 400000);
