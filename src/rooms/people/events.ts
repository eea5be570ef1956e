// What can happen to people and organs, in the words of the record.

export const eventNames = {
  'organ-created': '设立机构',
  'organ-changed': '修改机构信息',
  'organ-closed': '撤销机构',
  'staff-added': '登记人员',
  'staff-changed': '修改人员信息',
  'staff-left': '办理离任',
  'account-linked': '关联账号',
  'account-disabled': '停用账号',
  'account-enabled': '恢复账号',
  'second-factor-reset': '重设二次验证',
  'role-proposed': '申请角色',
  'role-granted': '分配角色',
  'role-approved': '批准角色',
  'role-declined': '不批准角色',
  'role-revoked': '收回角色',
  'deputy-set': '安排代岗',
  'deputy-ended': '结束代岗',
  'group-formed': '成立领导小组',
  'group-ended': '领导小组届满',
  'post-added': '任职',
  'post-ended': '卸任',
  'leader-set': '登记领导',
  'leader-changed': '修改领导信息',
  'leader-ended': '领导离任',
} as const;

export type EventKind = keyof typeof eventNames;
