/** Names of what the buttons do. */
export const beredskabVerbs = {
  open: 'beredskab.open',
  preview: 'beredskab.preview',
  convene: 'beredskab.convene',
  edit: 'beredskab.edit',
  coming: 'beredskab.coming',
  notComing: 'beredskab.not-coming',
  deputy: 'beredskab.deputy',
  tickComing: 'beredskab.tick-coming',
  tickNotComing: 'beredskab.tick-not-coming',
  nudge: 'beredskab.nudge',
  more: 'beredskab.more',
  moreSend: 'beredskab.more-send',
  move: 'beredskab.move',
  moveSend: 'beredskab.move-send',
  cancel: 'beredskab.cancel',
  cancelYes: 'beredskab.cancel-yes',
  close: 'beredskab.close',
  closeSend: 'beredskab.close-send',
  link: 'beredskab.link',
  log: 'beredskab.log',
  show: 'beredskab.show',
  skip: 'beredskab.skip',
  endSeries: 'beredskab.end-series',
} as const;

/** Purposes under which presses are signed. */
export const purposes = {
  open: 'beredskab.open',
  form: 'beredskab.form',
  draft: 'beredskab.draft',
  call: 'beredskab.call',
  manage: 'beredskab.manage',
  series: 'beredskab.series',
  answerLink: 'svar',
  logFile: 'beredskab.log-file',
} as const;

/** What the buttons of a call carry. */
export interface CallPress {
  kommune: string;
  id: string;
  person: number;
}

/** What the co-ordinator's buttons carry; `times`: how often Ryk had been pressed, `person`: whom a tick is about. */
export interface ManagePress {
  kommune: string;
  id: string;
  times?: number;
  person?: number;
}
