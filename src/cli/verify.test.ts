import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../../test/support/cli.ts';
import {
  attachment,
  content,
  digestOf,
  documentPage,
  logVkey,
  type Made,
  madeDocument,
  otherSigner,
  picture,
  policyText,
  vkeyOf,
} from '../../test/support/verified-document.ts';

const good = madeDocument();
const base = `/documents/${content.indexNo}`;
const attachmentPath = `/files/${digestOf(attachment)}/${encodeURIComponent('资金明细.txt')}`;
const imagePath = `/images/${digestOf(picture)}`;

let server: Server;
let site = '';
let pages: Map<string, Uint8Array | string>;
let dir: string;

function town(made: Made = good): Map<string, Uint8Array | string> {
  return new Map<string, Uint8Array | string>([
    [base, documentPage()],
    [`${base}/editions/1`, documentPage()],
    [`${base}/editions/1/content.json`, made.bytes],
    [`${base}/editions/1/proof.tlog-proof`, made.proof],
    ['/ledger/vkey', `${logVkey}\n`],
    ['/ledger/policy', policyText],
    [attachmentPath, attachment],
    [imagePath, picture],
  ]);
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const body = pages.get(request.url ?? '');
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' }).end(body);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  pages = town();
  dir = mkdtempSync(join(tmpdir(), 'gongkai-verify-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function file(name: string, bytes: Uint8Array | string): string {
  writeFileSync(join(dir, name), bytes);
  return join(dir, name);
}

describe('gongkai verify <address>', () => {
  test('fits: page, content, receipt, attachments and pictures', async () => {
    const run = await runCli(['verify', `${site}${base}`, '--vkey', logVkey]);
    expect(run.err).toBe('');
    expect(run.code).toBe(0);
    expect(run.out).toContain('与存证一致。《港口镇 2026 年农村道路养护资金安排》第 1 版：网页和内容与第 6 号存证一字不差');
    expect(run.out).toContain('1 个附件逐字节与存证一致');
    expect(run.out).toContain('archive.example.org（2026-11-23 09:31:00）');
    expect(run.out).toContain('所信公钥：您给出的公钥');
    expect(run.out).not.toMatch(/留意|不符|未核/);
  });

  test('the address of an edition or of the checking page is as good; the site’s own key is called so', async () => {
    for (const address of [`${site}${base}/editions/1`, `${site}/verify#${content.indexNo}/1`]) {
      const run = await runCli(['verify', address]);
      expect(run.code).toBe(0);
      expect(run.out).toContain('网站自己给出的公钥');
    }
  });

  test('does not fit: the page, an attachment, a picture, the content, the key', async () => {
    const verify = async (...more: string[]): Promise<string> => {
      const run = await runCli(['verify', `${site}${base}`, '--vkey', logVkey, ...more]);
      expect(run.code).toBe(1);
      expect(run.out).toContain('与存证不一致');
      return run.out;
    };
    pages.set(base, documentPage().replace('<td>50,000</td>', '<td>80,000</td>'));
    expect(await verify()).toContain('✗ 正文第 1 个表格第 2 行第 2 格：存证里是“50,000”，页面上是“80,000”');
    pages = town().set(attachmentPath, '别的');
    expect(await verify()).toContain('✗ 附件“资金明细.txt”：内容被换过');
    pages = town().set(imagePath, attachment);
    expect(await verify()).toContain('✗ 正文第 1 幅图：图片被换过');
    pages = town();
    pages.delete(attachmentPath);
    expect(await verify()).toContain('✗ 附件“资金明细.txt”：拿不到这个文件');
    pages = town(madeDocument({ content: { title: '别的标题' } })).set(`${base}/editions/1/proof.tlog-proof`, good.proof);
    expect(await verify()).toContain('✗ 内容与存证不一致：SHA-256 指纹');
    const forged = madeDocument({ signer: otherSigner });
    pages = town(forged).set('/ledger/vkey', vkeyOf(otherSigner, 1));
    expect(await verify()).toContain('✗ 存证快照上没有所信任公钥的签名');
  });

  test('a page without an entry, a number nobody gave, and a machine that is not there', async () => {
    pages.delete(`${base}/editions/1/content.json`);
    const bare = await runCli(['verify', `${site}${base}`]);
    expect([bare.code, bare.err]).toEqual([1, expect.stringContaining('没有内容文件')]);
    const nobody = await runCli(['verify', `${site}/documents/11341899999900011F/202611-00099`]);
    expect([nobody.code, nobody.err]).toEqual([1, expect.stringContaining('没有文件页')]);
    const away = await runCli(['verify', `http://127.0.0.1:1${base}`]);
    expect([away.code, away.err]).toEqual([3, expect.stringContaining('连不上')]);
    const usage = await runCli(['verify', `${site}/about`]);
    expect([usage.code, usage.err]).toEqual([2, expect.stringContaining('网址里没有索引号')]);
    expect((await runCli(['verify', `${site}${base}`, '--content', 'x'])).code).toBe(2);
  });

  test('as JSON for programs', async () => {
    const run = await runCli(['verify', `${site}${base}`, '--vkey', logVkey, '--json']);
    expect(JSON.parse(run.out)).toMatchObject({
      verdict: 'fits',
      index: 6,
      origin: 'gk.example.gov.cn/ledger',
      entry: { type: 'publish', id: content.indexNo },
      witnesses: [{ name: 'archive.example.org' }, { name: 'paper.example.org' }],
    });
  });
});

describe('gongkai verify <files>', () => {
  test('receipt and content by name, without a network', async () => {
    const [proof, text] = [file('a.tlog-proof', good.proof), file('content.json', good.bytes)];
    for (const args of [[proof, '--content', text], [text, '--proof', proof], ['--content', text, '--proof', proof], [dir]]) {
      const run = await runCli(['verify', ...args, '--vkey', logVkey]);
      expect(run.err).toBe('');
      expect(run.code).toBe(0);
      expect(run.out).toContain('没有给出网页，只核对了内容文件');
      expect(run.out).toContain('没有核对到见证方的会签');
    }
  });

  test('a folder with everything in it, the key from a file, the witnesses from a policy', async () => {
    file('a.tlog-proof', good.proof);
    file('content.json', good.bytes);
    file('资金明细 (1).txt', attachment);
    file(digestOf(picture), picture);
    file('公钥.txt', `${logVkey}\n`);
    file('page.html', documentPage());
    const all = await runCli(['verify', dir]);
    expect(all.code).toBe(0);
    expect(all.out).toContain('所信公钥：文件夹里的公钥');
    expect(all.out).toContain('1 个附件逐字节与存证一致');
    const policy = await runCli(['verify', dir, '--policy', file('policy', policyText)]);
    expect(policy.code).toBe(0);
    expect(policy.out).toContain('达到了见证规则要求的数目');
    file('陌生.pdf', 'x');
    const stranger = await runCli(['verify', dir]);
    expect([stranger.code, stranger.out]).toEqual([1, expect.stringContaining('✗ 陌生.pdf')]);
  });

  test('of several receipts the one made for this content', async () => {
    file('1.tlog-proof', madeDocument({ content: { validity: '废止' } }).proof);
    file('2.tlog-proof', good.proof);
    file('3.tlog-proof', 'nothing');
    file('content.json', good.bytes);
    const run = await runCli(['verify', dir, '--vkey', logVkey]);
    expect([run.code, run.err]).toEqual([0, '']);
  });

  test('a folder of an archive is sent to the check of archives', async () => {
    const edition = join(dir, 'editions', '1');
    mkdirSync(edition, { recursive: true });
    file('SHA256SUMS', '');
    file('index.json', '{}');
    for (const place of [dir, edition]) {
      const run = await runCli(['verify', place, '--vkey', logVkey]);
      expect(run.code).toBe(2);
      expect(run.err).toContain(`gongkai archive --check ${dir}`);
    }
  });

  test('a saved page with one word changed', async () => {
    const page = file('page.html', documentPage().replace('镇财政所', '镇党政办'));
    const [proof, text] = [file('a.tlog-proof', good.proof), file('content.json', good.bytes)];
    const run = await runCli(['verify', page, '--content', text, '--proof', proof, '--vkey', logVkey]);
    expect(run.code).toBe(1);
    expect(run.out).toContain('来源：存证里是“镇财政所”，页面上是“镇党政办”');
  });

  test('what is missing is said; nothing is called right that was not looked at', async () => {
    const proof = file('a.tlog-proof', good.proof);
    const run = await runCli(['verify', proof, '--vkey', logVkey]);
    expect(run.code).toBe(2);
    expect(run.out).toContain('还没法核对');
    expect(run.out).toContain('content.json');
    expect((await runCli(['verify', proof, '--content', file('content.json', good.bytes)])).out).toContain('存证公钥');
    expect((await runCli(['verify'])).code).toBe(2);
    expect((await runCli(['verify', join(dir, 'nothing')])).err).toContain('没有这个文件');
    expect((await runCli(['verify', proof, '--vkey', 'nonsense'])).code).toBe(2);
    expect((await runCli(['verify', proof, '--vkey', proof])).err).toContain('--vkey 里没有公钥');
    expect((await runCli(['verify', proof, '--policy', file('policy', 'log x\n')])).err).toContain('第 1 行');
  });

  test('a text that is no content any more, called content, is wrong and not missing', async () => {
    const [proof, text] = [file('a.tlog-proof', good.proof), file('content.json', 'hello')];
    const run = await runCli(['verify', proof, '--content', text, '--vkey', logVkey]);
    expect(run.code).toBe(1);
    expect(run.out).toContain('✗ 内容文件读不出来');
  });
});

test('gongkai verify --copy writes the page that checks as one file, once', async () => {
  const copy = join(dir, '核对存证.html');
  expect((await runCli(['verify', '--copy', copy])).code).toBe(0);
  const html = readFileSync(copy, 'utf8');
  expect(html).toContain('data-copy');
  expect(/<link |<script src|@import|url\(/.exec(html)).toBeNull();
  const again = await runCli(['verify', '--copy', copy]);
  expect([again.code, again.err]).toEqual([1, expect.stringContaining('没有覆盖')]);
});
