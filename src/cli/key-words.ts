// What is wrong with keys, in sentences for whoever looks after them.
import type { VaultTrouble } from '../platform/vault/fault.ts';

export interface KeyFacts {
  folder: string;
  count: number;
  /** The first few of those it is about. */
  first: string;
}

const putBack = (f: KeyFacts): string =>
  `请把另存的密钥（gongkai keys copy 存的那一份）放回“${f.folder}”；在别的磁盘上的，检查是否挂上、GONGKAI_KEYS 写得对不对。`;

export const troubleWords: Readonly<Record<VaultTrouble, (f: KeyFacts) => string>> = {
  'keys-missing': (f) => `这个镇的密钥不在或者不全，个人信息读不出来，也不能收新的。${putBack(f)}`,
  'other-keys': (f) => `“${f.folder}”里是别处的密钥，不是这个镇的。没有改动任何内容。${putBack(f)}`,
  'key-missing': (f) => `有个案密钥不在，又没有销毁过（例 ${f.first}）。${putBack(f)}`,
  'key-destroyed': () => '那把个案密钥已经销毁。',
  'key-damaged': (f) => `密钥文件损坏或被改动过（${f.first}）。磁盘可能有故障。${putBack(f)}`,
  'not-as-sealed': () => '密文与加密时不一致，被改动或挪动过。',
  busy: () => '正在换主密钥或另存密钥，没有执行。请等它完成再试。',
  'rotation-unfinished': (f) =>
    `其余的都已重新加锁，有 ${f.count} 把个案密钥打不开（例 ${f.first}），旧的主密钥因此留着没有销毁。` +
    `请从另存的副本找回这些文件，放进“${f.folder}/cases”；确实找不回的，移走它们，再运行 gongkai keys rotate。`,
};
