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
  approveNoSend: 'agenda.approve-no-send',
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
  minutesYes: 'agenda.minutes-yes',
  minutesUndo: 'agenda.minutes-undo',
  minutesItem: 'agenda.minutes-item',
  minutesItemSend: 'agenda.minutes-item-send',
  minutesPeople: 'agenda.minutes-people',
  minutesPeopleSend: 'agenda.minutes-people-send',
  minutesApprove: 'agenda.minutes-approve',
  minutesPreview: 'agenda.minutes-preview',
  minutesApproveYes: 'agenda.minutes-approve-yes',
  minutesPage: 'agenda.minutes-page',
  actionDone: 'agenda.action-done',
  export: 'agenda.export',
  year: 'agenda.year',
  settings: 'agenda.settings',
  settingsNext: 'agenda.settings-next',
  settingsSend: 'agenda.settings-send',
} as const;

/**
 * Purposes under which presses are signed: of consultants, of everybody, of one person, and files. `call`: what is asked of
 * whoever sees a call for items or a post, and shows nothing of the agenda; `channel`: what a posted agenda shows.
 */
export const agendaPurposes = {
  open: 'agenda.open',
  form: 'agenda.form',
  manage: 'agenda.manage',
  item: 'agenda.item',
  call: 'agenda.call',
  channel: 'agenda.channel',
  propose: 'agenda.propose',
  fromMessage: 'agenda.from-message',
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
  /** Mark of the plan that a preview showed; `atOnce`: it goes out now, whatever time the plan has. */
  plan?: string;
  atOnce?: true;
  page?: number;
  /** Ids of the rows of a form, in their order. */
  rows?: string[];
  /** Marks of what a form or a preview showed. */
  base?: Record<string, string>;
}

/** What the buttons of a call for items carry, and `Foreslå punkt` wherever it stands. */
export type CallPress = Pick<AgendaPress, 'kommune' | 'id'>;

/** What the buttons of a post carry. `version`: of the agenda, as the post showed it. */
export type ChannelPress = Pick<AgendaPress, 'kommune' | 'id' | 'page' | 'version'>;
