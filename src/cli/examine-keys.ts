// What `gongkai doctor` says about the keys of personal data: missing, of another town, open to others, not whole.
import type { KeysStand } from '../platform/vault/look-at-keys.ts';
import { troubleWords } from './key-words.ts';

export interface KeyFinding {
  ok: boolean;
  said: string;
}

export function examineKeys(folder: string, stand: KeysStand): KeyFinding[] {
  const bad = (said: string): KeyFinding => ({ ok: false, said });
  const found: KeyFinding[] = [];
  if (stand.trouble !== null) found.push(bad(troubleWords[stand.trouble]({ folder, count: 1, first: folder })));
  if (stand.exposed.length > 0)
    found.push(
      bad(
        `${stand.exposed.length} 个密钥文件或文件夹其他用户也能读（例 ${stand.exposed[0] === '.' ? folder : stand.exposed[0]}）。` +
          `请运行 chmod -R go= ${folder}`,
      ),
    );
  if (stand.closed.length > 0)
    found.push(
      bad(`抽查 ${stand.sampled} 把个案密钥，${stand.closed.length} 把打不开（例 ${stand.closed[0]}）。请从另存的密钥副本找回。`),
    );
  if (stand.kids.length > 1)
    found.push(bad(`换主密钥没有做完（还有 ${stand.kids.length} 把）。请再运行一次 gongkai keys rotate。`));
  if (stand.halfDestroyed > 0)
    found.push(bad(`${stand.halfDestroyed} 把个案密钥销毁到一半。已经不能使用；请运行 gongkai keys rotate 清除干净。`));
  if (found.length > 0) return found;
  if (stand.kids.length === 0) return [{ ok: true, said: '还没有用到' }];
  const said = `主密钥 1 把，个案密钥 ${stand.caseKeys} 把，已销毁 ${stand.destroyed} 把，抽查 ${stand.sampled} 把完好；不在备份里，请用 gongkai keys copy 另存`;
  return [{ ok: true, said }];
}
