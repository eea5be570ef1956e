// Vaults in folders of their own. Opening the same folder again is another process of the same town.
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { oneAtATime } from '../../src/platform/db/engine.ts';
import { openVault, type Vault } from '../../src/platform/vault/vault.ts';

export function keyFolder(): string {
  return join(mkdtempSync(join(tmpdir(), 'gongkai-vault-')), 'gangkou');
}

export function vaultAt(folder: string, mark: string | null = null): Vault {
  return openVault(folder, { mark, exclusively: oneAtATime()('town') });
}

/** Every file below a folder, by its path, with what it holds. */
export function filesBelow(folder: string): Map<string, string> {
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((e) => e.isFile())
      .map((e) => join(e.parentPath, e.name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'latin1')]),
  );
}

/** The master keys that lie in a folder. */
export function kidsAt(folder: string): string[] {
  return [...filesBelow(folder).keys()].filter((p) => /^k\d/.test(p)).map((p) => p.replace('.key', ''));
}

export const PLACE = { table: 'requests_requests', column: 'applicant_sealed', row: '01k0000000000000000000000a' };
