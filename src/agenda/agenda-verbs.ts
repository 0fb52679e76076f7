/** Names of what the buttons do. */
export const agendaVerbs = {
  open: 'agenda.open',
  create: 'agenda.create',
  show: 'agenda.show',
  page: 'agenda.page',
  addItem: 'agenda.add-item',
  itemSend: 'agenda.item-send',
  edit: 'agenda.edit',
  editMeeting: 'agenda.edit-meeting',
  meetingSend: 'agenda.meeting-send',
  editItem: 'agenda.edit-item',
  up: 'agenda.up',
  down: 'agenda.down',
  remove: 'agenda.remove',
  collect: 'agenda.collect',
  collectSee: 'agenda.collect-see',
  collectSend: 'agenda.collect-send',
  propose: 'agenda.propose',
  proposeSend: 'agenda.propose-send',
  nothing: 'agenda.nothing',
  accept: 'agenda.accept',
  reject: 'agenda.reject',
  publish: 'agenda.publish',
  publishSee: 'agenda.publish-see',
  publishYes: 'agenda.publish-yes',
  planCancel: 'agenda.plan-cancel',
  approve: 'agenda.approve',
  approveNo: 'agenda.approve-no',
  delete: 'agenda.delete',
  deleteYes: 'agenda.delete-yes',
  read: 'agenda.read',
  updateSee: 'agenda.update-see',
  updateYes: 'agenda.update-yes',
  withdraw: 'agenda.withdraw',
  withdrawYes: 'agenda.withdraw-yes',
  reportOpen: 'agenda.report-open',
  report: 'agenda.report',
  reportAgain: 'agenda.report-again',
  reportThere: 'agenda.report-there',
  nudge: 'agenda.nudge',
  minutes: 'agenda.minutes',
  minutesItem: 'agenda.minutes-item',
  minutesItemSend: 'agenda.minutes-item-send',
  minutesPeople: 'agenda.minutes-people',
  minutesPeopleSend: 'agenda.minutes-people-send',
  minutesApprove: 'agenda.minutes-approve',
  minutesApproveYes: 'agenda.minutes-approve-yes',
  actionDone: 'agenda.action-done',
  export: 'agenda.export',
  year: 'agenda.year',
  settings: 'agenda.settings',
  settingsNext: 'agenda.settings-next',
  settingsSend: 'agenda.settings-send',
} as const;

/** Purposes under which presses are signed: of consultants, of everybody, of one person, and files. */
export const agendaPurposes = {
  open: 'agenda.open',
  form: 'agenda.form',
  manage: 'agenda.manage',
  item: 'agenda.item',
  channel: 'agenda.channel',
  propose: 'agenda.propose',
  proposal: 'agenda.proposal',
  approve: 'agenda.approve',
  action: 'agenda.action',
  settings: 'agenda.settings',
  file: 'agenda.file',
} as const;

/** What the buttons of whoever writes carry. `times`, `version`: as they were when the card was made. */
export interface AgendaPress {
  kommune: string;
  id: string;
  version?: number;
  times?: number;
  item?: string;
  page?: number;
}

/** What the buttons carry that everybody sees. */
export type ChannelPress = Pick<AgendaPress, 'kommune' | 'id' | 'page'>;
