// The only composition root: platform → rooms → web. Who plugs in what stands here and nowhere else.
import { createServer } from 'node:net';
import type { Config } from './config.ts';
import { perform } from './platform/act/act.ts';
import type { AuthDeps } from './platform/auth/account.ts';
import { isFresh, sessionCookieName } from './platform/auth/sessions.ts';
import { staffAccess } from './platform/auth/staff-access.ts';
import { authTimetable } from './platform/auth/timetable.ts';
import { visitorOf } from './platform/auth/visitor-of.ts';
import { type Chores, startChores } from './platform/chores/chore-worker.ts';
import { today } from './platform/clock.ts';
import { type DiskReport, watchDisk } from './platform/disk.ts';
import { followPublicVersion } from './platform/follow-version.ts';
import { type Assets, buildAssets } from './platform/http/assets.ts';
import { allows } from './platform/http/policy.ts';
import type { Ctx, Site } from './platform/http/route.ts';
import { buildServer } from './platform/http/server.ts';
import { type Installation, pendingEverywhere } from './platform/installation.ts';
import type { RunningLedger } from './ledger/run-ledger.ts';
import { startLedger } from './ledger/start-ledger.ts';
import { callOut } from './ledger/outbound.ts';
import { dispatchAdapters } from './platform/dispatch/adapters.ts';
import { dispatchChore } from './platform/dispatch/dispatch-chore.ts';
import type { Room } from './platform/room.ts';
import { closePapers, nameSiteFonts } from './platform/paper/paper-press.ts';
import { closeRedaction } from './platform/redaction/redaction-thread.ts';
import { installationSecret } from './platform/secret.ts';
import type { Town } from './platform/town.ts';
import { programVersion } from './platform/version.ts';
import { overdueCount } from './rooms/catalogue/door.ts';
import { annualReportRoom } from './rooms/annual-report/room.ts';
import { catalogueRoom } from './rooms/catalogue/room.ts';
import { disclosureRoom } from './rooms/disclosure/room.ts';
import { intakeRoom } from './rooms/intake/room.ts';
import { staffIdentity } from './rooms/people/door.ts';
import { reviewRecomputer } from './rooms/review/door.ts';
import { peopleRoom } from './rooms/people/room.ts';
import { recomputeRequests } from './rooms/requests/door.ts';
import { requestsRoom } from './rooms/requests/room.ts';
import { done } from './town/outcome.ts';
import { readApi } from './web/api/read-api.ts';
import { auditNav, auditRoutes } from './web/audit/routes.ts';
import { deskNav, deskRoutes } from './web/desk/routes.ts';
import { waitingCounter } from './web/desk/waiting.ts';
import { errorPages } from './web/error-pages.tsx';
import { policies } from './web/policy.ts';
import { authConsoleNav, authRoutes } from './web/signing-in/routes.ts';
import { openDataRoutes } from './web/open-data/routes.ts';
import { imprintOf } from './web/portal/imprint.ts';
import { publicNav } from './web/portal/nav.ts';
import { organDocuments } from './web/portal/organ-documents.tsx';
import { portalRoutes } from './web/portal/routes.ts';
import type { PublicSite } from './web/static-copy/site-reader.ts';
import { anchorAudit } from './ledger/anchor.ts';
import { ledgerStatus } from './web/ledger/ledger-status.ts';
import { ledgerRoutes } from './web/ledger/routes.tsx';
import { logRoutes, logServer } from './web/ledger/log-server.ts';
import { verifyRoutes } from './web/verify/routes.tsx';
import { statusRoutes } from './web/status.ts';

export interface Running {
  /** Where it listens, for a person on this machine. */
  readonly url: string;
  readonly town: Town;
  /** Stops accepting, lets what runs finish for at most 30 seconds. The installation stays open. */
  stop(): Promise<void>;
}

export interface ServeOptions {
  /** Work at times of day that belongs to the installation, not to a room: dumps, checking the audit chain. */
  timetable?: Room['timetable'];
}

const STOP_MS = 30_000;
/** What another process said to the ledger and did not live to write. */
const LEDGER_POLL_MS = 2_000;

/** The whole program, answering through `app` and not yet listening; nothing runs in the background but the look at the disk. */
export interface Program {
  readonly app: Awaited<ReturnType<typeof buildServer>>;
  readonly rooms: readonly Room[];
  readonly disk: Awaited<ReturnType<typeof watchDisk>>;
  /** Work at times of day that belongs to no room: the audit chain's daily place in the ledger, a look through kept pages. */
  readonly timetable: Room['timetable'];
}

export interface ProgramParts {
  /** Null only where nothing is served: addresses of the ledger then answer from its files alone. */
  ledger?: RunningLedger | null;
  table?: typeof policies;
}

export async function buildProgram(
  installation: Installation,
  town: Town,
  config: Config,
  { ledger = null, table = policies }: ProgramParts = {},
): Promise<Program> {
  const secret = installationSecret(config.data, config.secret);
  const secure = config.publicUrl.startsWith('https:');
  const assets = await buildAssets();
  const disk = await watchDisk(config.data, (report) => sayDisk(town, report));
  const auth: AuthDeps = { identify: (t, accountId, day) => staffIdentity(t.db, accountId, day), secret };
  const rooms = roomsOf();

  const log = logServer(town);
  let front: { check(): string[] } | null = null;
  const site = siteOf(config, assets, rooms);
  const app = await buildServer({
    town,
    site,
    routes: [
      ...rooms.flatMap((r) => r.routes),
      ...portalRoutes,
      ...openDataRoutes,
      ...deskRoutes,
      ...auditRoutes,
      ...authRoutes(auth),
      ...ledgerRoutes,
      ...logRoutes,
      ...verifyRoutes,
      ...assets.routes,
      ...statusRoutes({
        version: programVersion,
        engine: installation.engine.kind,
        disk: disk.report,
        pendingMigrations: async () => (await pendingEverywhere(installation)).flatMap((p) => p.names),
        overdueDuties: (t) => overdueCount(t.db, today(t.clock)),
        ledger: (t) => ledgerStatus(t, ledger),
      }),
    ],
    policies: table,
    sessionCookie: sessionCookieName(secure),
    imprint: () => imprintOf(town.db, today(town.clock)),
    visitorOf: (token, at) => visitorOf(auth, town, token, at),
    denied,
    allows,
    isFresh: (visitor, at) => isFresh(visitor.session, at),
    errors: errorPages,
    early: [assets, log],
    onFront: (f) => {
      front = f;
    },
    plugins: (server) => readApi(server, { town, site }),
    secret,
    whyNoPosts: disk.refusal,
    hosts: hostsOf(town, config),
    trustedProxies: config.trustedProxies,
  });
  const timetable: Room['timetable'] = [
    { name: 'ledger.anchor', cron: '30 0 * * *', run: anchorAudit },
    {
      name: 'ledger.check-kept-pages',
      cron: '*/4 * * * *',
      async run(t) {
        const broken = front?.check() ?? [];
        if (broken.length > 0)
          t.log.error({ broken: broken.slice(0, 20) }, 'kept pages were changed in memory and are forgotten');
      },
    },
  ];
  return { app, rooms, disk, timetable };
}

/**
 * The town's ledger in this process: woken by its acts, it writes, signs and lets the rooms show what is covered. Other
 * processes on the same PostgreSQL do the same; whoever comes first does it for all.
 */
export function townLedger(installation: Pick<Installation, 'engine'>, town: Town): Promise<RunningLedger> {
  const covered = roomsOf().flatMap((r) => (r.covered ? [r.covered.bind(r)] : []));
  const pollMs = installation.engine.kind === 'postgres' ? LEDGER_POLL_MS : 0;
  return startLedger(town, { folder: town.ledgerFolder, covered, pollMs });
}

export async function startServer(
  installation: Installation,
  town: Town,
  given: Config,
  options: ServeOptions = {},
): Promise<Running> {
  const config = await withPort(given);
  nameSiteFonts(config.fonts ?? null);
  const ledger = await townLedger(installation, town);
  const { app, rooms, disk, timetable } = await buildProgram(installation, town, config, { ledger });
  await app.listen({ host: config.host, port: config.port });

  const chores: Chores = await startChores(
    town,
    {
      chores: [
        ...rooms.flatMap((r) => r.chores),
        dispatchChore(dispatchAdapters(config.dispatch, town.dispatchChannels, callOut), (t) => t.vault),
      ],
      timetable: [...rooms.flatMap((r) => r.timetable), ...timetable, ...authTimetable, ...(options.timetable ?? [])],
    },
    { alone: installation.engine.kind === 'embedded' },
  );
  const follow = installation.engine.kind === 'postgres' ? followPublicVersion(town) : null;

  return {
    url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${config.port}`,
    town,
    async stop() {
      const cut = setTimeout(() => app.server.closeAllConnections(), STOP_MS);
      await Promise.all([app.close(), chores.stop()]);
      await ledger.stop();
      await closePapers();
      await closeRedaction();
      clearTimeout(cut);
      follow?.stop();
      disk.stop();
    },
  };
}

function siteOf(config: Config, assets: Pick<Assets, 'url'>, rooms: readonly Room[]): Site {
  return {
    publicUrl: config.publicUrl,
    secureCookies: config.publicUrl.startsWith('https:'),
    marks: config.siteMarks,
    version: programVersion,
    asset: assets.url,
    publicNav,
    waiting: waitingCounter(),
    consoleNav: [...deskNav, ...rooms.flatMap((r) => r.consoleNav), ...authConsoleNav, ...auditNav],
  };
}

/** The pages anybody may read, for copies of the site: no server, nobody signed in. */
export async function publicSite(config: Config): Promise<PublicSite> {
  const assets = await buildAssets();
  const rooms = roomsOf();
  const routes = [
    ...rooms.flatMap((r) => r.routes),
    ...portalRoutes,
    ...openDataRoutes,
    ...ledgerRoutes,
    ...logRoutes,
    ...assets.routes,
  ];
  const imprint = (town: Town) => imprintOf(town.db, today(town.clock));
  return { site: siteOf(config, assets, rooms), routes, policies, imprint };
}

/** The rooms, in the order of their lines in the console's menu. */
function roomsOf(): readonly Room[] {
  return [
    catalogueRoom({ recomputers: [reviewRecomputer, recomputeRequests] }),
    disclosureRoom,
    intakeRoom,
    requestsRoom,
    annualReportRoom,
    peopleRoom({ ...staffAccess, organDocuments }),
  ];
}

/** A refusal to somebody we know is part of the record; strangers' attempts are in the log, where they cannot swell the chain. */
async function denied(ctx: Ctx, route: string): Promise<void> {
  if (!ctx.visitor) return ctx.town.log.warn({ route, address: ctx.address }, 'refused a stranger');
  await perform(ctx.town, ctx.actor(), 'denied', async (act) => {
    act.record(`route:${route}`, { stage: ctx.visitor?.session.stage ?? null });
    return done(null);
  });
}

/** Host headers we answer to. Naming them keeps a page on somebody else's domain from speaking to us through the browser. */
function hostsOf(town: Town, config: Config): string[] {
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].map((h) => `${h}:${config.port}`);
  return town.demo ? loopback : [...new Set([...loopback, new URL(config.publicUrl).host, ...config.hosts])];
}

/** Port 0 means any free one; addresses and host names need to know which before listening. */
export async function withPort(config: Config): Promise<Config> {
  if (config.port !== 0) return config;
  const port = await new Promise<number>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, config.host, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
  return { ...config, port, publicUrl: config.publicUrl.replace(/:0$/, `:${port}`) };
}

function sayDisk(town: Town, report: DiskReport): void {
  const fields = { freeMiB: Math.floor(report.freeBytes / 1_048_576) };
  if (report.level === 'ok') town.log.info(fields, 'disk has room again');
  else
    town.log.error(
      fields,
      report.level === 'read-only' ? 'disk nearly full: taking no submissions' : 'disk low: taking no uploads',
    );
}
