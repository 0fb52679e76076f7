import type { Language } from '../structure/structure.ts';

export const sparringOpenVerb = 'sparring.open';

/** What a button that opens the form for sparring carries: what is known already. */
export interface OpenPress {
  /** Id of the contact point. */
  contact?: string;
  /** Id of the concern. */
  topic?: string;
  area?: string;
  language: Language;
}
