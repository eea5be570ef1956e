// Somebody without an account who asks the whole program for every address the public has, and reads every byte of the answers.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildProgram } from '../../src/main.ts';
import { policies } from '../../src/web/policy.ts';
import type { TestTown } from './town.ts';
import { unzipped } from './unzipped.ts';

export interface PublicEyes {
  /** Status and everything that was sent, headers too; spreadsheets unpacked. */
  look(url: string): Promise<{ status: number; said: string }>;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1:8787';

export async function publicEyes(town: TestTown): Promise<PublicEyes> {
  const data = mkdtempSync(join(tmpdir(), 'gongkai-eyes-'));
  const installation = { engine: town.engine, data, shared: town.shared, clock: town.clock, log: town.log, async close() {} };
  const { app, disk } = await buildProgram(installation, town, {
    host: '127.0.0.1',
    port: 8787,
    data,
    databaseUrl: null,
    connections: 4,
    publicUrl: `http://${HOST}`,
    hosts: [],
    trustedProxies: [],
    siteMarks: [],
    town: null,
    secret: 's'.repeat(40),
  });
  await app.ready();
  let caller = 0;
  return {
    async look(url) {
      const remoteAddress = `10.9.${(++caller >> 8) & 255}.${caller & 255}`;
      const answer = await app.inject({ method: 'GET', url, remoteAddress, headers: { host: HOST } });
      const bytes = answer.rawPayload;
      const body = bytes.subarray(0, 2).toString() === 'PK' ? unzipped(bytes) : bytes.toString('utf8');
      // A word found by a search is marked piece by piece.
      return { status: answer.statusCode, said: `${JSON.stringify(answer.headers)}\n${body.replace(/<\/?mark>/g, '')}` };
    },
    async stop() {
      disk.stop();
      await app.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

export interface Sought {
  indexNo: string;
  /** Another published document, so that pages that need one can be asked for. */
  itemCode: string;
  organCode: string;
  dutyId: string;
  leaderId: string;
  files: readonly { sha256: string; name: string }[];
  images: readonly string[];
  /** What somebody who had heard of it would type. */
  words: readonly string[];
}

/** Every address at which the public could meet this document, published or not. */
export function addressesOf(s: Sought): string[] {
  const own = `/documents/${s.indexNo}`;
  const editions = [1, 2].flatMap((n) => {
    const at = `${own}/editions/${n}`;
    return [at, `${at}/changes`, `${at}/content.json`, `${at}/proof.tlog-proof`];
  });
  const asked = s.words.map(encodeURIComponent);
  return [
    ...['/', '/accessibility', '/annual-reports', '/corrections', '/feed.atom', '/guide', '/kiosk', '/kiosk/newest'],
    ...[
      '/kiosk/organs',
      '/open-data',
      '/preferences',
      '/robots.txt',
      '/rules',
      '/site-map',
      '/sitemap.xml',
      '/sitemap.xml?page=1',
    ],
    ...['', '/figures/published', '/report.docx', '/report.json', '/report.pdf', '/report.xlsx'].map(
      (p) => `/annual-reports/2026${p}`,
    ),
    ...['/requests', '/requests/log', '/requests/log.csv', '/requests/new', '/requests/progress'],
    ...['/withdrawals', '/organs', '/organs/leaders', '/organs/leading-group', `/organs/leaders/${s.leaderId}/photo`],
    ...['/catalogue', '/catalogue/duties', '/catalogue/duties.csv', '/catalogue/how', '/documents', '/documents.csv', '/verify'],
    ...['/ledger', '/ledger/checkpoint', '/ledger/overdue', '/ledger/overdue.csv', '/ledger/policy', '/ledger/sheet'],
    ...['/ledger/vkey', '/ledger/tile/entries/000.p/1', '/healthz', '/readyz', '/statusz', '/assets/site.css'],
    ...['/api/openapi.json', '/api/v1/catalogue', '/api/v1/changes', '/api/v1/documents', '/api/v1/duties', '/api/v1/organs'],
    ...['catalogue.xlsx', 'documents.csv', 'documents.jsonl', 'duties.csv', 'organs.csv'].map((f) => `/open-data/${f}`),
    ...[`/catalogue/${s.itemCode}`, `/catalogue/${s.itemCode}/feed.atom`, `/catalogue/${s.itemCode}/not-public/${s.dutyId}`],
    ...[`/kiosk/items/${s.itemCode}`, `/kiosk/organs/${s.organCode}`, `/organs/${s.organCode}`],
    ...[`/api/v1/catalogue/${s.itemCode}`, `/api/v1/organs/${s.organCode}`, `/api/v1/documents/${s.indexNo}`],
    ...[own, `/kiosk/documents/${s.indexNo}`, `${own}/withdrawal.tlog-proof`, ...editions],
    ...s.files.map((f) => `/files/${f.sha256}/${encodeURIComponent(f.name)}`),
    ...s.images.map((sha) => `/images/${sha}`),
    ...asked.flatMap((w) => [`/search?q=${w}`, `/kiosk/search?q=${w}`, `/documents?q=${w}`, `/catalogue/duties?q=${w}`]),
    ...asked.flatMap((w) => [`/requests?q=${w}`, `/requests/log?q=${w}`]),
    ...asked.flatMap((w) => [`/api/v1/documents?q=${w}`, `/catalogue/${s.itemCode}?q=${w}`]),
  ];
}

/** Public routes none of these addresses belongs to: a new one must be looked at, too. */
export function routesNotLookedAt(addresses: readonly string[]): string[] {
  const paths = addresses.map((a) => a.split('?')[0]!);
  return Object.entries(policies)
    .filter(([route, who]) => who === 'public' && route.startsWith('GET '))
    .map(([route]) => route.slice('GET '.length))
    .filter((path) => {
      const shape = new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/:[a-zA-Z]+/g, '[^/]+')}$`);
      return !paths.some((p) => shape.test(p));
    });
}

/** Addresses at which any of these words is met. What was asked for is quoted back by a search and does not count. */
export async function sightings(eyes: PublicEyes, addresses: readonly string[], canaries: readonly string[]): Promise<string[]> {
  const seen: string[] = [];
  for (const address of addresses) {
    const { said } = await eyes.look(address);
    const asked = decodeURIComponent(address.split('?q=')[1] ?? '');
    for (const canary of canaries) if (canary !== asked && said.includes(canary)) seen.push(`${address}: ${canary}`);
  }
  return seen;
}
