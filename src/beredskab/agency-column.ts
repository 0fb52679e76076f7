import type { Texts } from '../language/texts.ts';
import { agencyState } from './agencies.ts';
import type { Beredskab, Missing } from './beredskab.ts';

/** An agency with its mark: who looks at the colours only, and who sees none, is told the same. */
export function agencyColumn(beredskab: Beredskab, agency: Missing, texts: Texts) {
  const title = texts.agencies[agency];
  switch (agencyState(beredskab, agency)) {
    case 'in':
      return { title, text: `✔ ${texts.agencyIn}`, style: 'good' };
    case 'waiting':
      return { title, text: `… ${texts.agencyWaiting}`, style: 'warning' };
    default:
      return { title, text: `✖ ${texts.agencyLacking}`, style: 'attention' };
  }
}
