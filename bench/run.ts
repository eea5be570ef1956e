// Runs the parts that were asked for (all, by default) and prints one table. Started by scripts/bench.mjs with a PostgreSQL.
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { annualReportCheck } from './annual-report-check.ts';
import { annualReportFigures } from './annual-report-figures.ts';
import { keptPages } from './kept-pages.ts';
import { ledgerAppend } from './ledger-append.ts';
import { ledgerAudit } from './ledger-audit.ts';
import { ledgerBrowser } from './ledger-browser.ts';
import { ledgerEmbedded, ledgerPublish } from './ledger-publish.ts';
import { ledgerTiles } from './ledger-tiles.ts';
import { memory } from './memory.ts';
import { pageSizes } from './page-sizes.ts';
import { paper } from './paper.ts';
import { planted } from './planted.ts';
import { publications } from './publications.ts';
import { publishToVisible } from './publish-to-visible.ts';
import { requestsClocks } from './requests-clocks.ts';
import { requestsDesk } from './requests-desk.ts';
import { requestsFigures } from './requests-figures.ts';
import { requestsSubmit } from './requests-submit.ts';
import { type Row, table } from './row.ts';
import { searches } from './searches.ts';
import { uncachedRender } from './uncached-render.ts';
import { closeWorld, makeWorld, type World } from './world.ts';

const cluster = process.env.BENCH_DATABASE_URL;
if (!cluster) throw new Error('BENCH_DATABASE_URL is needed; run it by npm run bench');
const documents = Number(process.env.BENCH_DOCUMENTS ?? 100_000);
const data = mkdtempSync(join(tmpdir(), 'gongkai-bench-'));
const databases: string[] = [];
const worlds = new Map<string, Promise<World>>();
const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function onCluster(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: cluster });
  await client.connect();
  await client.query(statement);
  await client.end();
}

async function database(name: string): Promise<string> {
  const full = `gongkai_bench_${name}_${process.pid}`;
  await onCluster(`create database ${full}`);
  databases.push(full);
  const url = new URL(cluster as string);
  url.pathname = `/${full}`;
  return url.href;
}

function world(slug: string, count: number, sealed = false): Promise<World> {
  let made = worlds.get(slug);
  if (!made) {
    say(`正在生成 ${count} 件文件……`);
    const began = Date.now();
    made = database(slug).then((url) => makeWorld({ url, data: join(data, slug), slug, documents: count, sealed }));
    void made.then(
      () => say(`生成用时 ${Math.round((Date.now() - began) / 1000)} 秒`),
      () => {},
    );
    worlds.set(slug, made);
  }
  return made;
}

const large = (): Promise<World> => world('large', documents);
const small = (): Promise<World> => world('small', Math.min(documents, 10_000), true);
/** Its log holds made-up entries by the hundred thousand. */
const logged = (): Promise<World> => world('logged', 0);
const parts: Readonly<Record<string, () => Promise<Row[]>>> = {
  pages: async () => keptPages(await small()),
  render: async () => uncachedRender(await large()),
  visible: async () => publishToVisible(await small()),
  search: async () => searches(await large()),
  publish: async () => publications(await large()),
  planted: async () => planted(await small()),
  sizes: async () => pageSizes(await small()),
  paper: async () => paper(),
  'ledger-append': async () => ledgerAppend(await logged()),
  'ledger-publish': async () => ledgerPublish(await large()),
  'ledger-embedded': async () => ledgerEmbedded(join(data, 'embedded')),
  'ledger-tiles': async () => ledgerTiles(await logged()),
  'ledger-browser': async () => ledgerBrowser(await logged()),
  'ledger-audit': async () => ledgerAudit(),
  'annual-report-figures': async () => annualReportFigures(await large()),
  'annual-report-check': async () => annualReportCheck(),
  'requests-desk': async () => requestsDesk(await world('desk', 0)),
  'requests-clocks': async () => requestsClocks(await world('clocks', 0)),
  'requests-submit': async () => requestsSubmit(await world('submit', 0)),
  'requests-figures': async () => requestsFigures(await world('figures', 0)),
  memory: async () => memory(await database('demo')),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in parts));
if (unknown.length > 0) {
  say(`没有这一部分：${unknown.join('、')}。可选：${Object.keys(parts).join(' ')}`);
  process.exit(2);
}
const rows: Row[] = [];
let broken = 0;
for (const [name, part] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  say(`── ${name}`);
  try {
    const found = await part();
    rows.push(...found);
    say(table(found));
  } catch (fault) {
    broken++;
    say(`${name} 没有测成：${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}`);
  }
}
for (const made of worlds.values()) await made.then(closeWorld, () => {});
for (const name of databases) await onCluster(`drop database if exists ${name} with (force)`).catch(() => {});
rmSync(data, { recursive: true, force: true });
process.stdout.write(`\n${table(rows)}\n`);
const load = loadavg().map((n) => n.toFixed(1));
process.stdout.write(
  `\n${documents} 件文件；测完时机器负载 ${load.join(' ')}。${broken > 0 ? `有 ${broken} 部分没有测成。` : ''}\n`,
);
process.exit(broken > 0 ? 1 : 0);
