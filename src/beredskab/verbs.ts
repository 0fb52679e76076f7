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
  tickTold: 'beredskab.tick-told',
  takeOver: 'beredskab.take-over',
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

/** What the buttons of series carry; which of them, and the day that was shown as its next, is chosen. */
export interface SeriesPress {
  kommune: string;
}

/** What the co-ordinator's buttons carry: a press on an old card is seen to be one. */
export interface ManagePress {
  kommune: string;
  /** Missing where it is chosen from a list. */
  id?: string;
  /** How often Ryk had been pressed, it had been moved, it had been taken over. */
  times?: number;
  moves?: number;
  takeovers?: number;
  /** Whom a tick is about. */
  person?: number;
}
