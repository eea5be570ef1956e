// Deeds and subjects of the audit chain in words. What has none is shown as it is written: nothing is left out for want of a word.
import { authVerbWords } from '../../platform/auth/words.ts';
import type { SubjectNames } from './subject-names.ts';

const verbs: Readonly<Record<string, string>> = {
  ...authVerbWords,
  denied: '越权访问被拒绝',
  'init-town': '建镇',
  'import-year': '导入放假安排',

  'audit.read': '查阅审计记录',
  'audit.export': '导出审计记录',
  'audit.verify': '核验审计链',

  'create-organ': '设立机构',
  'change-organ': '修改机构信息',
  'close-organ': '撤销机构',
  'add-staff': '登记人员',
  'change-staff': '修改人员信息',
  'leave-staff': '办理离岗',
  'invite-again': '重新发送设置密码链接',
  'grant-role': '授予岗位',
  'propose-role': '提出岗位申请',
  'approve-role': '批准岗位',
  'revoke-role': '收回岗位',
  'set-deputy': '设置代岗',
  'end-deputy': '结束代岗',
  'end-sessions': '结束他人登录',
  'set-leader': '登记领导信息',
  'end-leader': '领导离任',
  'form-group': '成立领导小组',
  'end-group': '撤销领导小组',
  'add-post': '增加领导小组职务',
  'end-post': '结束领导小组职务',

  'define-item': '新增目录事项',
  'change-item': '修改目录事项',
  'close-item': '停用目录事项',
  'generate-duties': '生成应公开任务',
  'register-formation': '登记新形成的信息',
  'recompute-duties': '重算到期日',
  'declare-nil': '申报本期无',
  withhold: '决定不予公开',
  'duty-nil': '申报本期无',
  'duty-proposed': '建议不予公开',
  'duty-withheld': '决定不予公开',
  'duty-declined': '不采纳不予公开的建议',
  'duty-reopened': '恢复应公开任务',
  'say-overdue': '逾期写入存证',
  'say-owed': '在办任务写入存证',

  'ledger.anchor': '审计链写入存证',
  'ledger.rotate-key': '更换存证签名密钥',
  'ledger.set-clock-back': '时钟校准后继续签名',
  'annual-report.begin': '开始编写年度报告',
  'annual-report.save': '保存年度报告',
  'annual-report.enter': '填写年度报告的数字',
  'annual-report.dismiss': '说明年度报告的核对意见',
  'annual-report.sign': '签署年度报告',
  'annual-report.correct': '另起年度报告更正稿',
  'keys.rotate': '更换个人信息的主密钥',
  'keys.anew': '个人信息的密钥丢失后另造一套',
  'ledger.self-check': '自查与存证是否一致',
  'ledger.witnessed': '补上见证签名',

  'requests.submit': '收到网上提交的信息公开申请',
  'requests.enter': '登记信息公开申请',
  'requests.look': '查看信息公开申请',
  'requests.applicant': '申请人凭回执办理',
  'requests.export': '导出申请人的个人信息',
  'requests.recompute': '重算申请的答复期限',
  'requests.retention': '到期销毁申请人的个人信息',
  'requests.confirm': '确认收到申请',
  'requests.title': '拟申请事由',
  'requests.assign': '分办申请',
  'requests.watch': '关注申请',
  'requests.ask-correction': '告知补正',
  'requests.notice-received': '登记补正告知书送达',
  'requests.receive-correction': '收到补正',
  'requests.consult': '征求第三方或者其他机关意见',
  'requests.letter-received': '登记征求意见书签收',
  'requests.record-opinion': '登记征求到的意见',
  'requests.ask-reasons': '要求申请人说明理由',
  'requests.record-reasons': '登记申请人说明的理由',
  'requests.postpone': '告知延迟答复',
  'requests.ask-fee': '通知缴纳信息处理费',
  'requests.record-payment': '登记缴纳信息处理费',
  'requests.waive-fee': '免收信息处理费',
  'requests.ask-extension': '申请延长答复期限',
  'requests.decide-extension': '审批延长答复期限',
  'requests.propose-answer': '拟出答复',
  'requests.sign-answer': '签发答复',
  'requests.send-back-answer': '退回答复',
  'requests.deliver': '送达答复',
  'requests.abandon': '按放弃申请处理',
  'requests.withdraw': '登记撤回申请',
  'requests.archive': '申请归档',
  'requests.message': '给申请人留言',
  'requests.note': '写申请的内部记事',
  'requests.letter': '制作申请文书',
  'requests.sign-letter': '签发申请文书',
  'requests.file': '添加申请材料',
  'requests.remedy': '登记复议诉讼投诉',
  'requests.suggest': '建议转为主动公开',
  'requests.decide-suggestion': '决定是否转为主动公开',
  'requests.unlist': '设置是否列入公开办理记录',
  'requests.erase': '销毁申请人的个人信息',

  'start-draft': '开始拟稿',
  'save-draft': '保存稿件',
  autosave: '自动保存稿件',
  'upload-image': '上传图片',
  'import-text': '导入正文',
  mask: '遮盖个人信息',
  dismiss: '确认检查提示',
  abandon: '作废稿件',
  submit: '送审',
  schedule: '定时发布',
  'cancel-release': '取消定时发布',
  publish: '发布',
  'release-timed': '到时自动发布',
  show: '存证写入后公开',
  'seal-former': '为以前公开的文件补写存证',
  erase: '清除撤回文件的内容',
  'erase-files': '清除文件',
  archive: '归档移交',
  'start-correction': '开始更正',
  'mark-validity': '标注有效性',
  withdraw: '撤回文件',
  import: '导入文件',
  'intake.begun': '开始一批导入',
  'intake.open-batch': '上传一批待导入文件',
  'intake.add-files': '增加待导入文件',
  'intake.start': '开始导入',
  'intake.release': '放行导入文件的个人信息',
  'intake.looked': '检查一批待导入文件',
  'intake.finished': '完成一批导入',

  decide: '审查决定',
  force: '先行发布',
  'second-look': '复核先行发布',
  'configure-chain': '设置审查流程',
};

/** Verbs of a room may carry its name in front: `disclosure.publish`. */
export function verbWord(verb: string): string {
  const short = verb.slice(verb.indexOf('.') + 1);
  if (Object.hasOwn(verbs, verb)) return verbs[verb]!;
  return Object.hasOwn(verbs, short) ? verbs[short]! : verb;
}

const subjects: Readonly<Record<string, string>> = {
  account: '账号',
  audit: '审计链',
  calendar: '放假安排',
  catalogue: '公开目录',
  chain: '审查流程',
  document: '文件',
  duty: '应公开任务',
  edition: '稿件',
  batch: '导入批次',
  group: '领导小组',
  item: '目录事项',
  leader: '领导',
  ledger: '公开存证',
  files: '文件库',
  organ: '机构',
  request: '信息公开申请',
  'request-suggestion': '转为主动公开的建议',
  requests: '信息公开申请',
  route: '地址',
  settings: '设置',
  staff: '人员',
  town: '镇',
};

/** `document:01j…` → 文件, 01j…. What has no word keeps the one it was written with. */
export function subjectParts(subject: string): { word: string; id: string } {
  const at = subject.indexOf(':');
  const [kind, id] = at < 0 ? [subject, ''] : [subject.slice(0, at), subject.slice(at + 1)];
  return { word: Object.hasOwn(subjects, kind) ? subjects[kind]! : kind, id };
}

/** All of it in one line, with the name where one is known: 机构 财政所 01j…. */
export function subjectWord(subject: string | null, names: SubjectNames): string {
  if (subject === null) return '';
  const { word, id } = subjectParts(subject);
  return [word, names.get(subject)?.name, id].filter((part) => part !== undefined && part !== '').join(' ');
}
