// A town hall with its whole catalogue and two people in the openness office, ready to take in documents from elsewhere.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { perform } from '../../src/platform/act/act.ts';
import { type Actor, systemActor } from '../../src/platform/act/actor.ts';
import { defineItem } from '../../src/rooms/catalogue/door.ts';
import { changeOrgan, type StaffMember } from '../../src/rooms/people/door.ts';
import { day } from '../../src/town/day.ts';
import { items } from '../../seed/items.ts';
import { actorFor, granted, type SamplePeople, samplePeople, samplePerson } from './people.ts';
import { type TestTown, testTown } from './town.ts';

export interface IntakeTown {
  town: TestTown;
  people: SamplePeople;
  importer: Actor;
  /** Another one of the office, who may release what the first imports. */
  second: { staff: StaffMember; actor: Actor };
}

export async function intakeTown(): Promise<IntakeTown> {
  const town = await testTown({ at: '2026-11-23T01:30:00Z' });
  const people = await samplePeople(town);
  granted(
    await perform(town, systemActor, 'test', (act) => changeOrgan(act, { id: people.town.id, creditCode: '11341899999900011F' })),
  );
  for (const i of items) {
    const report = { key: 'annual-report', name: '年度报告', rhythm: 'yearly', due: { kind: 'annual-report' } } as const;
    granted(
      await perform(town, systemActor, 'test', (act) =>
        defineItem(act, {
          code: i.code,
          category: i.category,
          name: i.name,
          shortName: i.short,
          elements: i.elements,
          organId: people.office.id,
          coOrganIds: [],
          basis: i.basis,
          limits: i.limits,
          limitText: i.limitText,
          cadences: i.code === '04' ? [{ ...report, organIds: [people.office.id] }] : [],
          villageCadences: [],
          channels: i.channels,
          audience: i.audience,
          mode: i.mode,
          level: i.level,
          notes: i.notes,
          openedOn: day('2025-10-01'),
        }),
      ),
    );
  }
  const staff = await samplePerson(town, people.office, '江样例', ['openness-office']);
  return {
    town,
    people,
    importer: people.actors['openness-office'],
    second: { staff, actor: actorFor(staff, ['openness-office']) },
  };
}

/** A folder on the disk with these files, names may hold folders. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = mkdtempSync(join(tmpdir(), 'gongkai-intake-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return root;
}

/** A page as the old site printed it: where it stood, title, date and source, text. */
export function oldPage(p: { title: string; on?: string; source?: string; column?: string; text?: string }): string {
  const { title, on = '2015-03-20', source = '港口镇人民政府', column = '政府信息公开', text } = p;
  return `您现在所在的位置: 网站首页> ${column}
${title}
发布时间:${on} 00:00 来源:${source} 字体:[]

${text ?? `一、基本情况\n\n${title}的有关情况如下，全镇共涉及十二个村民组，已经全部完成。\n\n二、下一步打算\n\n继续做好后续工作，按时向社会公开。`}

Baidu
map
`;
}
