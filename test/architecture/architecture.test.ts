// The rules of the house (ARCHITECTURE.md), read from the code itself. Each rule ends in its reason; a rule that no longer
// helps is changed here, in an ADR and in the same commit.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { projectFile } from '../../src/platform/project.ts';
import { plan } from '../../src/rooms/plan.ts';
import { circles, codeOf, exists, migrations, type SourceFile, sourceFiles } from './source.ts';

const files = sourceFiles('src');
const all = ['src', 'seed', 'test', 'bench'].flatMap((f) => (exists(f) ? sourceFiles(f, { tests: true }) : []));
const code = new Map<string, string>();

beforeAll(async () => {
  await Promise.all(files.filter((f) => !f.path.endsWith('.mjs')).map(async (f) => void code.set(f.path, await codeOf(f))));
});

const within = (path: string, folder: string): boolean => path.startsWith(`${folder}/`);
const roomOf = (path: string): string | null => /^src\/rooms\/([^/]+)\//.exec(path)?.[1] ?? null;
const rooms = [...new Set(files.map((f) => roomOf(f.path)).filter((r): r is string => r !== null))];

function levelOf(path: string): number {
  if (within(path, 'src/town')) return 0;
  if (within(path, 'src/platform') || path === 'src/config.ts') return 1;
  if (within(path, 'src/kit') || within(path, 'src/ledger')) return 2;
  if (within(path, 'src/rooms')) return 3;
  if (within(path, 'src/web')) return 4;
  return 5;
}

/** Every import of one of our own files, as `from → to`, that a rule does not like. */
function refused(rule: (from: SourceFile, to: string) => boolean): string[] {
  return files.flatMap((f) => f.imports.filter((i) => i.ours && rule(f, i.to)).map((i) => `${f.path} → ${i.to}`)).sort();
}

/** Files whose running code matches, except those allowed with a reason; an allowance nobody needs any more is named too. */
function found(pattern: RegExp, allowed: Readonly<Record<string, string>> = {}): string[] {
  const hits = [...code].filter(([, text]) => pattern.test(text)).map(([path]) => path);
  const idle = Object.keys(allowed).filter((path) => !hits.includes(path));
  return [...hits.filter((path) => !Object.hasOwn(allowed, path)), ...idle.map((path) => `${path} (allowed, not needed)`)].sort();
}

describe('which way things point', () => {
  // The style sheets of the kit are bundled by the one file that makes assets from their sources; nothing of the kit runs there.
  const built = 'src/platform/http/assets-from-source.ts → src/kit/styles.ts';

  test('imports go to lower levels only, so that a change in a room never reaches the platform', () => {
    expect(refused((from, to) => levelOf(to) > levelOf(from.path))).toEqual([built]);
  });

  test('every import of our own names a file that is there', () => {
    expect(refused((_from, to) => !exists(to))).toEqual([]);
  });

  test('only the command line reads the seed, so that no real town can meet invented people', () => {
    expect(refused((from, to) => !within(to, 'src') && !within(from.path, 'src/cli'))).toEqual([]);
  });

  test('another room is entered through its door only, so that what is behind it can be changed in one sitting', () => {
    const other = (from: SourceFile, to: string): boolean => roomOf(to) !== null && roomOf(to) !== roomOf(from.path);
    const door = (to: string): boolean => /^src\/rooms\/[^/]+\/door\.ts$/.test(to);
    const plugged = (from: SourceFile, to: string): boolean =>
      levelOf(from.path) === 5 && /^src\/rooms\/[^/]+\/room\.ts$/.test(to);
    expect(refused((from, to) => other(from, to) && !door(to) && !plugged(from, to))).toEqual([]);
  });

  test('a room opens the doors its line in rooms/plan.ts names, no other and no fewer, so that the plan is the truth', () => {
    const opened = Object.fromEntries(
      rooms.map((room) => [
        room,
        [
          ...new Set(
            files
              .filter((f) => roomOf(f.path) === room)
              .flatMap((f) => f.imports.map((i) => roomOf(i.to)).filter((r): r is string => r !== null && r !== room)),
          ),
        ].sort(),
      ]),
    );
    expect(opened).toEqual(Object.fromEntries(Object.entries(plan).map(([room, doors]) => [room, Object.keys(doors).sort()])));
  });

  test('rooms do not open doors in a circle, so that each can be understood after those below it', () => {
    expect(circles(new Map(Object.entries(plan).map(([room, doors]) => [room, new Set(Object.keys(doors))])))).toEqual([]);
  });

  test('files do not name each other in a circle, types included, so that each can be read after those below it', () => {
    const edges = new Map(files.map((f) => [f.path, new Set(f.imports.filter((i) => i.ours).map((i) => i.to))]));
    expect(circles(edges)).toEqual([]);
  });

  test('browser scripts use the vocabulary of the town, the ledger’s formats and nothing of the server, so that none of it is sent to browsers', () => {
    expect(
      refused(
        (from, to) =>
          within(from.path, 'src/web/scripts') &&
          !within(to, 'src/web/scripts') &&
          !within(to, 'src/town') &&
          !within(to, 'src/ledger/format'),
      ),
    ).toEqual([]);
  });

  test('the ledger’s formats use nothing but themselves and the vocabulary, so that they run in any reader’s browser', () => {
    const formats = files.filter((f) => within(f.path, 'src/ledger/format'));
    expect(formats.length).toBeGreaterThan(10);
    const foreign = formats.flatMap((f) =>
      f.imports
        .filter((i) => !i.ours || !(within(i.to, 'src/ledger/format') || within(i.to, 'src/town')))
        .map((i) => `${f.path} → ${i.to}`),
    );
    expect(foreign).toEqual([]);
  });

  test('the vocabulary of the town uses no package and no file, so that its rules can be checked anywhere', () => {
    const foreign = files
      .filter((f) => within(f.path, 'src/town'))
      .flatMap((f) => f.imports.filter((i) => !i.ours && i.to !== 'node:crypto').map((i) => `${f.path} → ${i.to}`));
    expect(foreign).toEqual([]);
  });

  test('Fastify is spoken at the edge only, so that handlers stay values in, values out', () => {
    const speakers = files.filter((f) => f.imports.some((i) => i.to.startsWith('@fastify') || i.to.startsWith('fastify')));
    expect(speakers.map((f) => f.path).filter((p) => !within(p, 'src/platform/http') && !within(p, 'src/web/api'))).toEqual([]);
  });
});

/** The nouns and pure rules of each room: what they decide follows from what they are given. */
const rules: readonly RegExp[] = [
  /^src\/town\//,
  /^src\/rooms\/people\/(organ|staff|leadership|role-rules|events|authority)\.ts$/,
  /^src\/rooms\/catalogue\/(item|duty|due|standing|item-words|cadence-lines|authority)\.ts$/,
  /^src\/rooms\/review\/chain\.ts$/,
  /^src\/rooms\/checks\/(?!dismissal-store\.ts|door\.ts).+\.ts$/,
  /^src\/rooms\/disclosure\/(document|lateness|may-edit)\.ts$/,
  /^src\/rooms\/requests\/(answers|application|clock|deeds|fees|history|info-request|person-id|standing|title|letters\/.+)\.ts$/,
  /^src\/rooms\/[^/]+\/words\.ts$/,
];

describe('within a room', () => {
  test('a rule reads neither the clock nor a table, so that the same case is decided alike next year', () => {
    const readers = files
      .filter((f) => rules.some((r) => r.test(f.path)))
      .flatMap((f) =>
        f.imports
          .filter((i) => i.to === 'kysely' || /\/(store|reads|read-[a-z-]+)\.ts$/.test(i.to) || /platform\/(clock|db)/.test(i.to))
          .filter((i) => !i.typeOnly)
          .map((i) => `${f.path} → ${i.to}`),
      );
    expect(readers).toEqual([]);
    for (const rule of rules) expect(files.some((f) => rule.test(f.path))).toBe(true);
  });

  test('a page writes nothing and asks no table, so that how something looks cannot change what is so', () => {
    const pages = files.filter((f) => /\/pages\//.test(f.path));
    expect(pages.length).toBeGreaterThan(20);
    const bold = pages.flatMap((f) =>
      f.imports.filter((i) => i.to === 'kysely' || (i.to.endsWith('/store.ts') && !i.typeOnly)).map((i) => `${f.path} → ${i.to}`),
    );
    expect(bold).toEqual([]);
  });

  test('every room says in its README what it promises, so that nobody has to guess from code', () => {
    expect(rooms.filter((room) => !exists(`src/rooms/${room}/README.md`))).toEqual([]);
    expect(rooms.filter((room) => !exists(`src/rooms/${room}/door.ts`))).toEqual([]);
  });

  test('every file begins with what it is for, so that it can be passed over without being read', () => {
    const silent = files.filter((f) => !/^(#!.*\n)?(\/\/|\/\*)/.test(f.text) && !/\/(examples|part)\.tsx$/.test(f.path));
    expect(silent.map((f) => f.path)).toEqual([]);
  });
});

const made = migrations();
const tables = made.flatMap((m) =>
  m.statements.flatMap((s) => /^create table (\w+)/.exec(s)?.slice(1) ?? []).map((name) => ({ name, kind: m.kind })),
);

describe('tables', () => {
  /** Reads across the line between owners, each with its reason. Writing is never allowed. */
  const readers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    platform_files: {
      'src/rooms/disclosure/search-index.ts': 'the text of attachments goes into the search row in the same statement',
      'src/rooms/disclosure/reads.ts': 'what kind a picture is, joined to the editions that show it',
      'src/cli/examine.ts': 'doctor holds every record against the file it names',
    },
    platform_audit: {
      'src/web/api/changes.ts': 'the harvest follows the chain, so that no change can be missed',
      'src/web/audit/read-audit.ts': 'what the audit administrator reads, with its filters',
    },
    platform_heads: { 'src/web/api/changes.ts': 'the end of the chain, to know when a harvest is complete' },
  };

  const ownerOf = (table: string): string => {
    const prefix = table.split('_')[0] as string;
    if (prefix === 'platform' || prefix === 'ledger') return `src/${prefix}`;
    // A room of two words keeps its tables under both.
    return `src/rooms/${rooms.find((r) => table.startsWith(`${r.replaceAll('-', '_')}_`)) ?? prefix}`;
  };
  const townTables = tables.filter((t) => t.kind === 'town').map((t) => t.name);

  test('a table is touched only by the room that owns its prefix, so that its meaning has one keeper', () => {
    const strangers = townTables.flatMap((table) =>
      [...code]
        .filter(([path, text]) => !within(path, ownerOf(table)) && new RegExp(`\\b${table}\\b`).test(text))
        .map(([path]) => `${path}: ${table}`)
        .filter((line) => !readers[table]?.[line.split(': ')[0] as string]),
    );
    expect(strangers).toEqual([]);
  });

  test('those allowed to read elsewhere do read there, and never write', () => {
    for (const [table, list] of Object.entries(readers)) {
      for (const path of Object.keys(list)) {
        expect(code.get(path)).toMatch(new RegExp(`\\b(from|join)\\s+${table}\\b`));
        expect(code.get(path)).not.toMatch(new RegExp(`\\b(into|update|delete from)\\s+${table}\\b`));
      }
    }
  });

  test('a table of a town begins with its owner, so that its keeper is seen in every statement', () => {
    expect(townTables.length).toBeGreaterThan(20);
    expect(townTables.filter((t) => !exists(ownerOf(t)))).toEqual([]);
  });

  test('accounts and sessions are touched by the platform only, so that no room can sign anybody in', () => {
    const shared = tables.filter((t) => t.kind === 'shared').map((t) => t.name);
    expect(shared).toContain('sessions');
    const strangers = [...code]
      .filter(([path]) => !within(path, 'src/platform') && !within(path, 'src/cli'))
      .filter(([, text]) => new RegExp(`\\bgongkai\\.(${shared.join('|')})\\b`).test(text));
    expect(strangers.map(([path]) => path)).toEqual([]);
  });

  test('migrations hold tables, indexes and rows only: what a scaled-out engine refuses is not used from the first one', () => {
    const allowed = /^(create (unique )?index|create table|insert into|alter table|update|drop index|drop table|create schema)\b/;
    expect(made.flatMap((m) => m.statements.filter((s) => !allowed.test(s)).map((s) => `${m.name}: ${s.slice(0, 60)}`))).toEqual(
      [],
    );
    const never =
      /\b(trigger|function|procedure|serial|merge|listen|notify|inherits|create rule|generated always as identity)\b/i;
    const bare = (s: string): string => s.replace(/'[^']*'/g, "''").replace(/primary key|default ''/g, '');
    expect(
      made.flatMap((m) => m.statements.filter((s) => never.test(bare(s))).map((s) => `${m.name}: ${s.slice(0, 60)}`)),
    ).toEqual([]);
  });

  test('a town refers to nothing outside its schema, and a room to no other room’s rows, so that each can be moved alone', () => {
    const town = made.filter((m) => m.kind === 'town').flatMap((m) => m.statements);
    expect(town.filter((s) => /\b(gongkai|public)\./.test(s))).toEqual([]);
    const across = town.flatMap((s) => {
      const table = /^create table (\w+?)_/.exec(s)?.[1];
      return [...s.matchAll(/\breferences (\w+?)_/g)].filter((m) => m[1] !== table).map(() => s.slice(0, 60));
    });
    expect(across).toEqual([]);
  });

  test('migrations are numbered without a gap, so that a missing one is seen', () => {
    for (const kind of ['town', 'shared'] as const) {
      const numbers = made.filter((m) => m.kind === kind).map((m) => Number(m.name.split('/')[1]?.slice(0, 4)));
      expect(numbers).toEqual(numbers.map((_, i) => i + 1));
    }
  });
});

describe('time, chance and other programs', () => {
  test('time comes in through the clock and nowhere else, so that tests and the record can set it', () => {
    expect(
      found(/\bDate\.now\(|\bnew Date\(\s*\)|\bperformance\.now\(/, {
        'src/platform/clock.ts': 'the clock itself',
        'src/town/ids.ts': 'ids sort by the moment they were made; nothing is decided by it',
        'src/platform/log.ts': 'lines of the log say when they were written, whatever the town’s clock says',
        'src/platform/db/lock.ts': 'the age of a file on disk, which has the machine’s time',
        'src/platform/http/rate-limit.ts': 'intervals between requests, which must not stand still with a set clock',
        'src/web/status.ts': 'readiness compares the machine’s clock with the database’s',
        'src/cli/examine.ts': 'doctor compares the machine’s clock with the database’s',
        'src/cli/io.ts': 'how long something on a terminal has taken',
        'src/web/scripts/keyboard.ts': 'in the browser: two keys within a second',
        'src/web/scripts/verify.ts': 'in the browser: how long checking took',
      }),
    ).toEqual([]);
  });

  test('days are counted in one place, so that no zone of a server can move a deadline', () => {
    expect(
      found(/\bnew Date\(\s*[^)\s]/, {
        'src/town/day.ts': 'the one place',
        'src/platform/db/values.ts': 'what the driver gives becomes an Instant',
        'src/platform/chores/timetable.ts': 'croner wants a Date',
        'src/platform/dispatch/smtp.ts': 'nodemailer wants a Date',
        'src/web/scripts/autosave.ts': 'in the browser: the hour of the last save',
      }),
    ).toEqual([]);
  });

  test('chance is drawn from the system’s source only, so that no token can be guessed', () => {
    expect(found(/\bMath\.random\b/)).toEqual([]);
  });

  test('no other program is started, so that no text anybody typed can become a command', () => {
    expect(found(/child_process|\bshell:\s*true|\bshell:!0|\beval\(|new Function\(/)).toEqual([]);
  });

  test('nothing is fetched from elsewhere, so that an address somebody typed is never called', () => {
    const callers = found(/\bfetch\(|\bhttps?\.request\(|\bhttps?\.get\(/, {
      'src/ledger/outbound.ts':
        'witnesses of the operator’s policy, gateways of the environment, and what the operator types on the command line; never a visitor’s address',
    }).filter((p) => !within(p, 'src/web/scripts'));
    expect(callers).toEqual([]);
  });

  test('mail is spoken in one place and other sockets stay on this machine, so that nothing leaves by a way nobody knows of', () => {
    const mailers = files.filter((f) => f.imports.some((i) => i.to === 'nodemailer'));
    expect(mailers.map((f) => f.path)).toEqual(['src/platform/dispatch/smtp.ts']);
    const sockets = files.filter((f) => f.imports.some((i) => /^node:(net|tls|dgram|http2)$/.test(i.to) && !i.typeOnly));
    const known: Readonly<Record<string, string>> = {
      'src/config.ts': 'tells addresses from names, opens nothing',
      'src/platform/admin-socket.ts': 'a socket in the data directory',
      'src/platform/db/lock.ts': 'a socket by which one process knows of another on this machine',
      'src/main.ts': 'tries which port is free, by listening',
    };
    expect(sockets.map((f) => f.path).filter((path) => !known[path])).toEqual([]);
  });

  test('the environment is read in one place, so that start can list everything that is missing', () => {
    expect(found(/\bprocess\.env\b/, { 'src/cli/io.ts': 'handed to config.ts, which reads it once' })).toEqual([]);
  });

  test('raw HTML is never put into a page, so that text stays text', () => {
    expect(
      found(/dangerouslySetInnerHTML/, {
        'src/rooms/disclosure/web/pages/document-page.tsx': 'the body made by town/body-html.ts from a closed document model',
        'src/rooms/disclosure/web/pages/review-page.tsx': 'as above, for reviewers',
        'src/web/portal/kiosk/kiosk-document.tsx': 'as above, on the touch screen',
        'src/kit/public-page/part.tsx': 'data for search engines, JSON with every < escaped',
        'src/rooms/requests/web/pages/progress-pages.tsx':
          'a constant script of ours, named by its hash in the policy of that page',
        'src/web/verify/verify-page.tsx': 'its own script and style, whole in the page so that it works without the net',
      }),
    ).toEqual([]);
  });
});

describe('habits', () => {
  test('no file is longer than 400 lines, so that each can be read in one sitting', () => {
    // Seed is data; a file of tests may be a quarter longer, since its cases are read one by one.
    const most = (f: SourceFile): number => (/\.test\.tsx?$/.test(f.path) ? 500 : 400);
    const long = all.filter((f) => f.lines > most(f) && !within(f.path, 'seed'));
    expect(long.map((f) => `${f.path}: ${f.lines}`)).toEqual([]);
  });

  test('no folder is called utils, helpers, common or shared, so that everything has a home with a name', () => {
    const homeless = all.filter((f) => /\/(utils?|helpers?|common|lib|misc)(\/|\.tsx?$)/.test(f.path));
    expect(homeless.map((f) => f.path)).toEqual([]);
  });

  test('no default exports, enums or decorators, so that a name is the same everywhere and types vanish when run', () => {
    const odd = all.filter((f) => /^export default\b|^\s*(export )?(const |declare )?enum \w|^@\w/m.test(f.text));
    expect(odd.map((f) => f.path)).toEqual([]);
  });

  test('no barrels besides the doors, so that an import says where a thing is', () => {
    const barrels = files.filter(
      (f) =>
        !f.path.endsWith('/door.ts') && (/\/index\.tsx?$/.test(f.path) || /^export (type )?(\*|\{[^}]*\}) .*from/m.test(f.text)),
    );
    expect(barrels.map((f) => f.path)).toEqual([]);
  });

  test('no `any`, so that the compiler is believed where it says yes', () => {
    const biome = JSON.parse(readFileSync(projectFile('biome.json'), 'utf8')) as {
      linter: { rules: { suspicious: Record<string, string> } };
    };
    expect(biome.linter.rules.suspicious.noExplicitAny).toBe('error');
    const excused = all.filter((f) => /biome-ignore[^\n]*noExplicitAny|@ts-ignore|@ts-nocheck/.test(f.text)).map((f) => f.path);
    // pg's overloads cannot be restated by those who pass their arguments on.
    expect(excused.filter((p) => p !== 'test/architecture/architecture.test.ts')).toEqual(['src/platform/db/postgres.ts']);
  });

  test('what runs needs only what package.json calls a dependency, so that a production install is whole', () => {
    const { dependencies } = JSON.parse(readFileSync(projectFile('package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const missing = files
      // Bundled for browsers, and the loader of TypeScript that runs in a source tree only.
      .filter((f) => !within(f.path, 'src/web/scripts') && f.path !== 'src/platform/worker-from-source.mjs')
      .flatMap((f) =>
        f.imports
          .filter((i) => !i.ours && !i.typeOnly && !i.to.startsWith('node:') && !dependencies[i.to])
          .map((i) => `${f.path}: ${i.to}`),
      );
    expect(missing).toEqual([]);
    // A range on a package with binaries for each platform has installed two versions side by side before.
    expect(Object.entries(dependencies).filter(([, v]) => !/^\d+\.\d+\.\d+$/.test(v))).toEqual([]);
  });
});
