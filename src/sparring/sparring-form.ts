import { textsIn } from '../language/texts.ts';
import { noticeCard } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import type { Entry } from '../roster/roster.ts';
import type { Language } from '../structure/structure.ts';
import type { OpenPress } from './open-press.ts';
import { type Chosen, noArea, otherTopic, type WishFault } from './read-wish.ts';
import { mostListed, reachLine, type SparringCardDeps, sparringVerbs } from './sparring-cards.ts';

/** What the form carries: the id that its request will have, so that sending twice asks once. */
export interface FormPress extends OpenPress {
  id: string;
}
export interface FormParts {
  /** Title of the function that will be asked. */
  to: string;
  areas: string[];
  chosen: Chosen;
  faults?: WishFault[];
  /** Where it was asked for, when that was not here. */
  origin?: string;
  /** Asks to delete a message that held personal data. */
  privacy?: string;
}

/** The form, filled in as far as is known. */
export function sparringForm(
  { structure, signer, forms }: SparringCardDeps,
  form: FormPress,
  { to, areas, chosen, faults = [], privacy = '', origin = '' }: FormParts,
): CardMessage {
  const { language } = form;
  const texts = textsIn(language);
  const concerns = structure.shared.concerns
    .map((c) => ({ title: c.title[language], value: c.id }))
    .sort((a, b) => a.title.localeCompare(b.title, language));
  const topics = [{ title: texts.sparringOtherTopic, value: otherTopic }, ...concerns];
  const choices = <K extends string>(titles: Record<K, string>) =>
    Object.entries<string>(titles).map(([value, title]) => ({ title, value }));
  return {
    template: 'sparring-form',
    summary: texts.sparringTitle,
    data: {
      lang: language,
      speak: texts.sparringTitle,
      title: texts.sparringTitle,
      lead: [origin, texts.sparringLead(to)].filter(Boolean).join(' '),
      warning: texts.sparringNoNames,
      faults: [privacy, ...faults.map((f) => texts.sparringFaults[f])].filter(Boolean).map((text) => ({ text })),
      topicLabel: texts.sparringTopic,
      topics,
      topic: chosen.topic ?? form.topic ?? otherTopic,
      areaLabel: texts.sparringArea,
      areas: [{ title: texts.sparringAreaNone, value: noArea }, ...areas.map((a) => ({ title: a, value: a }))],
      chooseArea: areas.length > 0,
      area: chosen.area ?? form.area ?? (areas.length > 0 ? noArea : ''),
      reachLabel: texts.sparringReach,
      reaches: choices(texts.reach),
      reach: chosen.reach ?? 'teams',
      phoneLabel: texts.sparringPhone,
      phone: chosen.phone ?? '',
      whenLabel: texts.sparringWhen,
      whens: choices(texts.when),
      when: chosen.when ?? 'soon',
      noteLabel: texts.sparringNote,
      note: chosen.note ?? '',
      send: texts.send,
      press: signer.sign(sparringVerbs.send, form),
      dialog: forms === 'dialog',
    },
  };
}

/** For whoever asks with the command where forms open as dialogs: the button that opens one. */
export function sparringLaunchCard({ signer }: SparringCardDeps, open: OpenPress, warning = ''): CardMessage {
  const texts = textsIn(open.language);
  const press = signer.sign(sparringVerbs.open, open);
  return noticeCard(
    {
      title: texts.sparringTitle,
      text: texts.sparringNoNames,
      warning,
      dialogs: [{ title: texts.sparringOpen, verb: sparringVerbs.open, press }],
    },
    open.language,
  );
}

/** Nobody behind the function can be asked in Teams: the ways that there are. */
export function nobodyCard(people: Entry[], away: boolean, language: Language): CardMessage {
  const texts = textsIn(language);
  const none = away ? texts.sparringNobodyThere : texts.sparringNobodyAtAll;
  const text = people.length > 0 ? texts.sparringNobody : none;
  return noticeCard(
    { title: texts.sparringTitle, text, groups: [{ label: '', lines: people.slice(0, mostListed).map(reachLine) }] },
    language,
  );
}
