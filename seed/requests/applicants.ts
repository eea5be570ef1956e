// Who asks. Invented, and their names say so; numbers and telephones are nobody's.
import type { ApplicantKind, ApplicationDraft } from '../../src/rooms/requests/door.ts';
import { inventedCreditCode, inventedId } from '../invented-ids.ts';

export type SeedApplicant = Pick<
  ApplicationDraft,
  'kind' | 'name' | 'idNumber' | 'representative' | 'contact' | 'telephone' | 'email' | 'fax' | 'address' | 'postcode' | 'agent'
>;

const nobody = { representative: '', contact: '', email: '', fax: '', postcode: '242300', agent: null } as const;

function person(n: number, name: string, place: string, more: Partial<SeedApplicant> = {}): SeedApplicant {
  const telephone = `0563-4000${500 + n}`;
  return { ...nobody, kind: 'natural', name, idNumber: inventedId(300 + n), telephone, address: `宁国市港口镇${place}`, ...more };
}

interface Body {
  kind: Exclude<ApplicantKind, 'natural'>;
  /** First two characters of its credit code. */
  code: string;
  name: string;
  head: string;
  contact: string;
  address: string;
  email?: string;
}

function body(n: number, { code, head, ...b }: Body): SeedApplicant {
  return { ...nobody, ...b, idNumber: inventedCreditCode(code, n), representative: head, telephone: `0563-4000${600 + n}` };
}

export const applicants: Readonly<Record<string, SeedApplicant>> = {
  qian: person(1, '钱样例', '山门村上组'),
  sun: person(2, '孙示范', '港东社区三组'),
  wei: person(3, '魏样例', '港西社区北街组'),
  tao: person(4, '陶示范', '枫林村下湾组'),
  jiang: person(5, '姜演示', '清溪村中组'),
  xiong: person(6, '熊模拟', '云岭村上岭组'),
  ge: person(7, '葛范例', '桥头村桥上组', { email: 'ge@liangli.example' }),
  chang: person(8, '常示例', '双塘村塘埂组'),
  he: person(9, '贺样例', '石滩村滩头组'),
  lai: person(10, '赖试用', '山门村下组', { email: 'lai@liangli.example' }),
  wu: person(11, '武示范', '港东社区东兴路 31 号'),
  qiao: person(12, '乔演示', '双塘村新塘组'),
  ni: person(13, '倪样例', '桥头村河口组'),
  yan: person(14, '严示范', '枫林村岗上组'),
  niu: person(15, '牛模拟', '清溪村上组'),
  wen: person(16, '温样例', '港西社区南街组'),
  pang: person(17, '庞试用', '石滩村坝下组'),
  zhan: person(18, '詹示范', '云岭村下岭组'),
  she: person(19, '佘样例', '港西社区北街组'),
  mi: person(20, '米演示', '港东社区一组'),
  bi: person(21, '毕范例', '双塘村老屋组'),
  ji: person(22, '纪模拟', '桥头村桥下组', { email: 'ji@liangli.example' }),
  tu: person(23, '屠示范', '山门村中组'),
  lan: person(24, '蓝样例', '清溪村下组'),
  min: person(25, '闵试用', '枫林村窑湾组', { fax: '0563-4000525' }),
  xi: person(26, '席示范', '云岭村上岭组'),
  qu: person(27, '屈样例', '石滩村滩尾组'),
  shu: person(28, '舒演示', '港东社区东兴路 47 号'),
  ling: person(29, '凌示例', '港西社区工业路 8 号', { email: 'ling@liangli.example' }),
  huo: person(30, '霍模拟', '桥头村河口组'),
  yu: person(31, '虞样例', '双塘村塘埂组'),
  ke: person(32, '柯范例', '山门村上组'),
  guan: person(33, '管示范', '港东社区二组'),
  mo: person(34, '莫样例', '清溪村中组', { email: 'mo@liangli.example' }),
  // Old and not well on her feet: her nephew brings the papers.
  cen: person(35, '岑样例', '石滩村坝下组', { agent: { name: '岑示范', idNumber: inventedId(371), telephone: '0563-4000571' } }),
  lou: person(36, '娄试用', '枫林村下湾组'),
  building: body(1, {
    kind: 'business',
    code: '91',
    name: '港口样例建材有限公司',
    head: '贝样例',
    contact: '贝示范',
    address: '宁国市港口镇工业路 21 号',
    email: 'office@yanglijiancai.example',
  }),
  solar: body(2, {
    kind: 'business',
    code: '91',
    name: '样例新能源有限公司',
    head: '卓演示',
    contact: '卓示例',
    address: '宁国市港口镇工业集中区二期 3 幢',
    email: 'info@yanglixny.example',
  }),
  tea: body(3, {
    kind: 'business',
    code: '93',
    name: '云岭示范茶叶专业合作社',
    head: '茅样例',
    contact: '茅示范',
    address: '宁国市港口镇云岭村下岭组',
  }),
  university: body(4, {
    kind: 'research',
    code: '12',
    name: '样例大学乡村研究中心',
    head: '费示范',
    contact: '费样例',
    address: '样例市样例路 1 号',
    email: 'rural@yangli.example',
  }),
  green: body(5, {
    kind: 'charity',
    code: '52',
    name: '样例环保公益中心',
    head: '解演示',
    contact: '解样例',
    address: '样例市样例路 66 号',
    email: 'green@yanglihuanbao.example',
  }),
  lawyers: body(6, {
    kind: 'legal',
    code: '31',
    name: '样例律师事务所',
    head: '芮样例',
    contact: '芮示范',
    address: '样例市样例路 18 号',
    email: 'law@yanglilvshi.example',
  }),
  legalAid: body(7, {
    kind: 'legal',
    code: '31',
    name: '示范法律服务所',
    head: '惠示范',
    contact: '惠样例',
    address: '宁国市港口镇振兴路 40 号',
  }),
  owners: body(8, {
    kind: 'other',
    code: '59',
    name: '港西社区示范小区业主委员会',
    head: '苗示范',
    contact: '苗样例',
    address: '宁国市港口镇示范小区 2 幢',
  }),
};
