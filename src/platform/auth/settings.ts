// The two things a town may choose about signing in: how long an idle session lives, and whether passwords follow the
// habits of 等保 assessors (character classes, 90 days, no reuse) or the longer-is-better rule alone.
import { sql } from 'kysely';
import { done, type Outcome, type Refusal } from '../../town/outcome.ts';
import type { Act } from '../act/act.ts';
import type { Db } from '../db/engine.ts';
import { writeSetting } from '../setting.ts';

export const passwordProfiles = ['standard', 'djbh'] as const;
export type PasswordProfile = (typeof passwordProfiles)[number];

export interface AuthSettings {
  idleMinutes: number;
  passwordProfile: PasswordProfile;
}

export const usualSettings: AuthSettings = { idleMinutes: 15, passwordProfile: 'standard' };

const IDLE = 'session-idle-minutes';
const PROFILE = 'password-profile';

/** The town's choice now; anything unreadable counts as the usual, stricter value. */
export async function readAuthSettings(db: Db): Promise<AuthSettings> {
  const { rows } = await sql<{ name: string; value: unknown }>`
    select name, value from platform_settings where name in (${IDLE}, ${PROFILE})`.execute(db);
  const value = (name: string) => rows.find((r) => r.name === name)?.value;
  const idle = value(IDLE);
  return {
    idleMinutes: isIdle(idle) ? idle : usualSettings.idleMinutes,
    passwordProfile: value(PROFILE) === 'djbh' ? 'djbh' : 'standard',
  };
}

function isIdle(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 5 && value <= 60;
}

export type SettingsRefusal = 'idle-out-of-range' | 'profile-unknown';

/** As typed: a form may send anything. */
export interface WantedSettings {
  idleMinutes: number;
  passwordProfile: string;
}

/** Takes effect at the next request of everybody. */
export async function changeAuthSettings(act: Act, wanted: WantedSettings): Promise<Outcome<AuthSettings, SettingsRefusal>> {
  const { idleMinutes } = wanted;
  const passwordProfile = passwordProfiles.find((p) => p === wanted.passwordProfile);
  const refusals: Refusal<SettingsRefusal>[] = [];
  if (!isIdle(idleMinutes)) refusals.push({ code: 'idle-out-of-range', field: 'idleMinutes' });
  if (passwordProfile === undefined) refusals.push({ code: 'profile-unknown', field: 'passwordProfile' });
  if (passwordProfile === undefined || refusals.length > 0) return { ok: false, refusals };
  const before = await readAuthSettings(act.db);
  await writeSetting(act, IDLE, idleMinutes);
  await writeSetting(act, PROFILE, passwordProfile);
  const after = { idleMinutes, passwordProfile };
  act.record('settings:auth', { before, after });
  return done(after);
}
