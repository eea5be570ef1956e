// A route is a method, an address and a handler. Who may use it stands in one table (web/policy.ts), never here.
import type { Day, Instant } from '../../town/day.ts';
import type { Actor } from '../act/actor.ts';
import type { Town } from '../town.ts';
import type { Fields } from './form.ts';
import type { Policy } from './policy.ts';
import type { Reply } from './reply.ts';
import type { Visitor } from './visitor.ts';

/** How the reader wants pages: kept in a cookie, part of the key finished pages are kept under. */
export interface Preferences {
  size: 'small' | 'medium' | 'large';
  /** 长辈版 */
  elder: boolean;
}

export interface Ctx {
  readonly town: Town;
  readonly visitor: Visitor | null;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Fields;
  readonly form: Fields;
  readonly at: Instant;
  readonly today: Day;
  /** The reader's network address, as far as trusted proxies tell. */
  readonly address: string;
  /** What the browser calls itself; shown in the list of one's sessions and believed in nothing. */
  readonly userAgent?: string;
  /** Path and query of this request, for `return to` after signing in. */
  readonly path: string;
  readonly preferences: Preferences;
  /** Goes into every form as the hidden field `_token`. */
  readonly formToken: string;
  /** Allows this page's own script under the console's CSP. */
  readonly nonce: string;
  /** Raw cookie values, for the few handlers that manage cookies. */
  readonly cookies: Readonly<Record<string, string | undefined>>;
  readonly site: Site;
  /** For the foot of public pages; null before the town has told who it is. */
  readonly imprint: Imprint | null;
  /** The signed-in person as the author of acts. Throws when nobody is signed in: the policy table keeps that from happening. */
  actor(): Actor;
}

/** Who publishes this site and who answers for it, as the record of organs has them today. */
export interface Imprint {
  town: string;
  /** The office people turn to; null when there is none yet. */
  office: { name: string; address: string; telephone: string } | null;
}

/** What is the same for every page of the installation. */
export interface Site {
  publicUrl: string;
  secureCookies: boolean;
  /** 网站标识码, ICP 备案号 and the like, printed as they are. */
  marks: readonly string[];
  version: string;
  /** Name → address with its content hash, `site.css` → `/assets/site.3f2a….css`. */
  asset(name: string): string;
  publicNav: readonly PublicEntry[];
  consoleNav: readonly ConsoleEntry[];
  /** How much waits for the visitor, by key of the console's entries. */
  waiting?(ctx: Ctx): Promise<ReadonlyMap<string, number>>;
}

export interface PublicEntry {
  key: string;
  label: string;
  href: string;
}

/** A line of the console's menu; shown to those its policy lets in. */
export interface ConsoleEntry {
  key: string;
  group: string;
  label: string;
  href: string;
  policy: Policy;
}

export interface Route {
  method: 'GET' | 'POST';
  /** Fastify pattern: `/organs/:id`. */
  path: string;
  /**
   * True for public pages: the finished, compressed page is kept under (town, public version, day, address, preferences)
   * and its CSP allows no script.
   */
  kept?: boolean;
  /** Publishing, withdrawing and the like: the holder of the session must have proved who they are a short while ago. */
  sensitive?: boolean;
  /** Bytes a body may have; default 1 MiB. Uploads say more. */
  bodyLimit?: number;
  handle(ctx: Ctx): Promise<Reply> | Reply;
}
