// gongkai init: makes a town and hands out the links its first administrators sign in with.
import { isUsername, normalUsername } from '../platform/auth/accounts.ts';
import { inviteFirstAdministrator } from '../platform/auth/invitations.ts';
import { authWords } from '../platform/auth/words.ts';
import { type Act, perform } from '../platform/act/act.ts';
import { systemActor } from '../platform/act/actor.ts';
import { eraseTown } from '../platform/backup/erase.ts';
import { placeOf } from '../platform/backup/backup.ts';
import { createTown, type Installation, isTownSlug, listTowns, openTown, type TownRow } from '../platform/installation.ts';
import { addStaff, createOrgan, grantRole, linkAccount } from '../rooms/people/door.ts';
import { normaliseCreditCode } from '../town/credit-code.ts';
import type { OrganId } from '../town/ids.ts';
import { done, type Outcome, type Refusal } from '../town/outcome.ts';
import type { Role } from '../town/roles.ts';
import { type Command, type CommandArgs, type ExitCode, type Io, Stop, textOption } from './command.ts';
import { raise } from './raise.ts';
import { defineStandardCatalogue } from './standard-catalogue.ts';
import { configFor, logFor, placeHelp, placeOptions, withInstallation } from './with-installation.ts';

interface Wanted {
  name: string;
  slug: string;
  creditCode: string;
  telephone: string;
  address: string;
  catalogue: boolean;
  administrators: readonly { username: string; name: string; role: Role; title: string }[];
}

const text = { type: 'string' } as const;

export const init: Command = {
  options: {
    ...placeOptions,
    name: text,
    slug: text,
    'credit-code': text,
    telephone: text,
    address: text,
    'admin-username': text,
    'admin-name': text,
    'security-username': text,
    'security-name': text,
    catalogue: { type: 'boolean' },
  },
  help: `gongkai init [选项]

建立一个镇：它的数据表、镇人民政府这个机构、第一位系统管理员和第一位安全管理员，并为两人各给出一个
一次性链接（24 小时内有效），用来设置口令和第二因素。没有默认账号，没有默认口令。
系统管理员管机构和人员，安全管理员管岗位授权，两者不能是同一个人（三员分立）。
已经有同代号的镇时不执行。在终端上运行时，没给的内容会逐项询问。

  --name 名称             镇名，如 港口镇
  --slug 代号             小写字母、数字、连字符，如 gangkou；以后不能改
  --credit-code 代码      镇人民政府的统一社会信用代码，18 位
  --telephone 电话        镇政府对外电话，如 0563-4000123
  --address 地址          镇政府地址
  --admin-username 账号   系统管理员的账号名，3 到 32 个小写字母或数字，如 wang.yl
  --admin-name 姓名       系统管理员的姓名
  --security-username 账号  安全管理员的账号名
  --security-name 姓名      安全管理员的姓名
  --catalogue             同时载入三十三项公开目录的范本（内容、依据、时限、渠道等十列），责任单位先都记为
                          镇人民政府，由政务公开办在工作台“公开目录”里逐项改正；从建镇之日起计算任务
${placeHelp}

例：
  gongkai init --name 港口镇 --slug gangkou --credit-code 113418000032700004 \\
    --telephone 0563-4000123 --address 港口镇人民路1号 \\
    --admin-username wang.yl --admin-name 王样例 --security-username li.yl --security-name 李样例`,
  async run(io, args) {
    const config = configFor(io, args);
    const wanted = await askAll(io, args);
    return withInstallation<ExitCode>(config, logFor(io), async (installation) => {
      await raise(io, installation);
      if ((await listTowns(installation)).some((t) => t.slug === wanted.slug))
        throw new Stop(1, `代号为“${wanted.slug}”的镇已经有了，没有改动任何内容。`);
      const links = await make(installation, wanted);
      const catalogue = wanted.catalogue ? '公开目录已载入范本，责任单位请逐项改正。' : '公开目录在工作台逐项编制。';
      io.out(`${wanted.name}已建立（代号 ${wanted.slug}）。`);
      io.out('');
      for (const [i, path] of links.entries()) {
        const a = wanted.administrators[i]!;
        io.out(`${a.title} ${a.name}（账号 ${a.username}）的一次性链接，24 小时内有效，请当面或用安全的方式转交：`);
        io.out(`  ${config.publicUrl}${path}`);
      }
      io.out('');
      io.out(
        '下一步：运行 gongkai ledger create 建立公开存证，再运行 gongkai serve，然后各自打开链接。机构的职能、地址、电话、办公时间请尽快在工作台补全。',
      );
      io.out(catalogue);
      return 0;
    });
  },
};

interface Question {
  option: string;
  ask: string;
  /** What is wrong with an answer, or null. */
  problem(answer: string): string | null;
}

const short = (what: string) => (answer: string) =>
  answer.length >= 2 && answer.length <= 40 ? null : `${what}应有 2 到 40 个字`;

const username = (answer: string) => (isUsername(answer) ? null : authWords['username-shape']({}).replace(/。$/, ''));

const questions: readonly Question[] = [
  { option: 'name', ask: '镇名', problem: short('镇名') },
  {
    option: 'slug',
    ask: '代号（小写字母、数字、连字符）',
    problem: (a) => (isTownSlug(a) ? null : '代号应以小写字母开头，只含小写字母、数字、连字符，最多 31 个字符'),
  },
  {
    option: 'credit-code',
    ask: '统一社会信用代码',
    problem: (a) => (normaliseCreditCode(a) === null ? '统一社会信用代码应为 18 位，且校验位正确' : null),
  },
  {
    option: 'telephone',
    ask: '镇政府对外电话',
    problem: (a) => (/^[0-9+][0-9+\-—()（）、，,; 转/]{5,59}$/.test(a) ? null : '电话应如 0563-4000123'),
  },
  { option: 'address', ask: '镇政府地址', problem: (a) => (a.length >= 2 && a.length <= 200 ? null : '地址应有 2 到 200 个字') },
  { option: 'admin-username', ask: '系统管理员账号名', problem: username },
  { option: 'admin-name', ask: '系统管理员姓名', problem: short('姓名') },
  { option: 'security-username', ask: '安全管理员账号名', problem: username },
  { option: 'security-name', ask: '安全管理员姓名', problem: short('姓名') },
];

async function askAll(io: Io, args: CommandArgs): Promise<Wanted> {
  const answers: Record<string, string> = {};
  const missing: string[] = [];
  const wrong: string[] = [];
  for (const q of questions) {
    const given = textOption(args, q.option) ?? (await askUntilGood(io, q));
    if (given === null) missing.push(`--${q.option}（${q.ask}）`);
    else {
      answers[q.option] = given;
      const problem = q.problem(given);
      if (problem !== null) wrong.push(`--${q.option}：${problem}，现在是“${given}”`);
    }
  }
  if (missing.length > 0) throw new Stop(2, `还缺：${missing.join('、')}`, ...wrong);
  if (normalUsername(answers['admin-username'] ?? '') === normalUsername(answers['security-username'] ?? ''))
    wrong.push('系统管理员和安全管理员要用两个不同的账号（三员分立）');
  if (wrong.length > 0) throw new Stop(1, '没有建镇：', ...wrong.map((w) => `  ${w}`));
  const a = (option: string): string => answers[option]!;
  return {
    name: a('name'),
    slug: a('slug'),
    creditCode: a('credit-code'),
    telephone: a('telephone'),
    address: a('address'),
    catalogue: args.values.catalogue === true,
    administrators: [
      { username: a('admin-username'), name: a('admin-name'), role: 'system-admin', title: '系统管理员' },
      { username: a('security-username'), name: a('security-name'), role: 'security-admin', title: '安全管理员' },
    ],
  };
}

async function askUntilGood(io: Io, q: Question): Promise<string | null> {
  for (;;) {
    const answer = await io.ask(`${q.ask}：`);
    if (answer === null) return null;
    const problem = q.problem(answer);
    if (problem === null) return answer;
    io.err(problem);
  }
}

/** All or nothing: a town whose people could not be made is taken away again. Returns the links, in the order of the administrators. */
async function make(installation: Installation, wanted: Wanted): Promise<string[]> {
  const row = await createTown(installation, { slug: wanted.slug, name: wanted.name, demo: false });
  let complete = false;
  try {
    const links = await people(installation, row, wanted);
    complete = true;
    return links;
  } finally {
    if (!complete) await eraseTown(installation, placeOf(row));
  }
}

async function people(installation: Installation, row: TownRow, wanted: Wanted): Promise<string[]> {
  const town = await openTown(installation, row);
  const made = await perform<string[], string>(town, systemActor, 'init-town', async (act) => {
    const organ = await createOrgan(act, {
      code: 'zhenzhengfu',
      name: `${wanted.name}人民政府`,
      shortName: '镇政府',
      kind: 'town',
      parentId: null,
      creditCode: wanted.creditCode,
      sort: 1,
      functions: ['（待补全）本机关的职能'],
      address: wanted.address,
      hours: '（待补全）办公时间',
      telephone: wanted.telephone,
      headName: '（待补全）',
      headPost: '',
    });
    if (!organ.ok) return organ;
    const links: string[] = [];
    for (const administrator of wanted.administrators) {
      const link = await invite(act, organ.value.id, administrator);
      if (!link.ok) return link;
      links.push(link.value);
    }
    if (wanted.catalogue) {
      const catalogue = await defineStandardCatalogue(act, organ.value.id);
      if (!catalogue.ok) return catalogue;
    }
    act.record(`town:${row.slug}`, { name: row.name, administrators: wanted.administrators.map((a) => a.username) });
    return done(links);
  });
  if (made.ok) return made.value;
  throw new Stop(1, `没有建镇：${made.refusals.map(said).join('；')}`);
}

async function invite(act: Act, organId: OrganId, a: Wanted['administrators'][number]): Promise<Outcome<string, string>> {
  const invited = await inviteFirstAdministrator(act, a.username);
  if (!invited.ok) return invited;
  const staff = await addStaff(act, { name: a.name, organId, title: a.title });
  if (!staff.ok) return staff;
  const linked = await linkAccount(act, { staffId: staff.value.id, accountId: invited.value.accountId });
  if (!linked.ok) return linked;
  const granted = await grantRole(act, { staffId: staff.value.id, role: a.role });
  return granted.ok ? done(invited.value.path) : granted;
}

function said(refusal: Refusal): string {
  const words: Readonly<Record<string, (facts: NonNullable<Refusal['facts']>) => string>> = authWords;
  const sentence = words[refusal.code];
  if (sentence) return sentence(refusal.facts ?? {});
  const facts = Object.values(refusal.facts ?? {}).join('、');
  return `${refusal.code}${facts === '' ? '' : `（${facts}）`}`;
}
