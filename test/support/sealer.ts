// A vault for tests: one secret a key, gone when destroyed; what is sealed opens at its own place only.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Sealer, SealedPlace } from '../../src/platform/dispatch/sealer.ts';

export interface TestSealer extends Sealer {
  destroy(keyId: string): void;
}

export function testSealer(): TestSealer {
  const keys = new Map<string, Buffer | null>();
  const keyOf = (id: string): Buffer | null => {
    if (!keys.has(id)) keys.set(id, randomBytes(32));
    return keys.get(id) ?? null;
  };
  const boundTo = (place: SealedPlace): Buffer => Buffer.from(JSON.stringify([place.table, place.column, place.row]));
  return {
    async seal(keyId, place, text) {
      const key = keyOf(keyId);
      if (!key) throw new Error('the key is destroyed');
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(boundTo(place));
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
    },
    async open(keyId, place, sealed) {
      const key = keyOf(keyId);
      if (!key) return null;
      const bytes = Buffer.from(sealed, 'base64');
      const opener = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(boundTo(place));
      opener.setAuthTag(bytes.subarray(-16));
      return Buffer.concat([opener.update(bytes.subarray(12, -16)), opener.final()]).toString('utf8');
    },
    destroy(keyId) {
      keys.set(keyId, null);
    },
  };
}
