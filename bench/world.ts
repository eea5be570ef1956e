// The town that is measured: organs, people of every role, the 33 items, and as many published documents as asked for, each
// with its duty and its place in the search index. Documents come in by bulk SQL; everything measured later goes through verbs.
import { sql } from 'kysely';
import { items } from '../seed/items.ts';
import { readConfig, type Config } from '../src/config.ts';
import { perform } from '../src/platform/act/act.ts';
import { systemActor } from '../src/platform/act/actor.ts';
import { createTown, type Installation, ledgerFolder, openInstallation, openTown } from '../src/platform/installation.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { createLedger } from '../src/ledger/create-ledger.ts';
import { startLedger } from '../src/ledger/start-ledger.ts';
import { defineItem } from '../src/rooms/catalogue/door.ts';
import { sealFormer, showCovered } from '../src/rooms/disclosure/door.ts';
import { changeOrgan } from '../src/rooms/people/door.ts';
import { day } from '../src/town/day.ts';
import { granted, type SamplePeople, samplePeople } from '../test/support/people.ts';
import { quietLog } from '../test/support/stand-ins.ts';
import type { TestTown } from '../test/support/town.ts';
import { CODE } from '../test/support/publishing.ts';
import { loadDocuments } from './load-documents.ts';

export interface World {
  installation: Installation;
  config: Config;
  town: TestTown;
  people: SamplePeople;
}

/** Without an address the database is the embedded one, in the data directory. */
export function configFor(place: { url: string | null; data: string; slug: string }): Config {
  const database = place.url === null ? {} : { DATABASE_URL: place.url };
  const config = readConfig({ ...database, GONGKAI_DATA: place.data, GONGKAI_TOWN: place.slug, PORT: '0' });
  if (!config.ok) throw new Error(`configuration refused: ${JSON.stringify(config.refusals)}`);
  return config.value;
}

/** @param place.sealed what comes in by bulk SQL is in the ledger too; a served town without that would distrust its own pages. */
export async function makeWorld(place: {
  url: string | null;
  data: string;
  slug: string;
  documents: number;
  sealed?: boolean;
}): Promise<World> {
  const config = configFor(place);
  const installation = await openInstallation({ ...config, connections: 16 }, quietLog);
  await migrate(installation.engine, 'shared', 'gongkai');
  const row = await createTown(installation, { slug: place.slug, name: '港口镇', demo: false });
  const opened = await openTown(installation, row);
  // The clock runs; the helpers of the tests only ask for a town whose clock could be set.
  const ledger = ledgerFolder(place.data, place.slug);
  granted(await createLedger(opened, ledger, 'bench.example/ledger'));
  const clock = { now: () => opened.clock.now(), set() {} };
  const town: TestTown = { ...opened, clock, engine: installation.engine, ledgerFolder: ledger, running: null };
  const people = await samplePeople(town);
  const asSystem = async (work: Parameters<typeof perform<unknown, string>>[3]) =>
    granted(await perform(town, systemActor, 'bench', work));
  await asSystem((act) => changeOrgan(act, { id: people.town.id, creditCode: CODE }));
  for (const i of items) {
    await asSystem((act) =>
      defineItem(act, {
        code: i.code,
        category: i.category,
        name: i.name,
        shortName: i.short,
        elements: i.code === '05' ? ['标题', '全文'] : i.elements,
        organId: people.finance.id,
        coOrganIds: [people.office.id],
        basis: i.basis,
        limits: i.limits,
        limitText: i.limitText,
        cadences: [],
        villageCadences: [],
        channels: i.channels,
        audience: i.audience,
        mode: i.mode,
        level: i.level,
        notes: i.notes,
        openedOn: day('2021-01-01'),
      }),
    );
  }
  if (place.documents > 0) await loadDocuments({ installation, town, people }, place.documents);
  // Nobody sequences yet, so nobody is waited for.
  if (place.sealed) await sealFormer(town);
  town.running = await startLedger(town, { folder: ledger, covered: [showCovered] });
  await town.running.settle();
  return { installation, config, town, people };
}

export async function closeWorld(world: World): Promise<void> {
  await world.town.running?.stop();
  await world.installation.close();
}

/** Addresses of published documents, spread over all of them. */
export async function someDocuments(world: World, count: number): Promise<string[]> {
  const { rows } = await sql<{ indexNo: string }>`select index_no as "indexNo" from
    (select index_no, row_number() over (order by id) as n, count(*) over () as total from disclosure_documents where state = 'published') d
    where n % greatest(1, total / ${count}::int) = 0 limit ${count}`.execute(world.town.db);
  return rows.map((r) => `/documents/${r.indexNo}`);
}
