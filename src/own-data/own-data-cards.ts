import { asPlain } from '../language/plain-text.ts';
import { textsIn } from '../language/texts.ts';
import { type Fact, noticeCard } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import type { Signer } from '../signing.ts';
import { contactOf, type Language, type Structure } from '../structure/structure.ts';
import type { OwnData } from './own-data.ts';

export const ownDataVerbs = { erase: 'own-data.erase', keep: 'own-data.keep' } as const;

/** What the buttons carry: whose data it was about. */
export interface ErasePress {
  objectId: string;
  language: Language;
}

/** What is stored about the person, by kind, with the lines of the roster in full. */
export function ownDataCard(structure: Structure, data: OwnData, language: Language, title?: string): CardMessage {
  const texts = textsIn(language);
  const facts = factsOf(data, language);
  const nothing = facts.length === 0 && data.entries.length === 0;
  const lines = data.entries.map((e) =>
    [
      e.name,
      contactOf(structure, e.contact).title,
      e.areas.join(', '),
      e.phone ?? '',
      e.email ?? '',
      e.role,
      e.deputy ?? '',
    ]
      .filter(Boolean)
      .map(asPlain)
      .join(', '),
  );
  return noticeCard(
    {
      title: title ?? (nothing ? texts.ownNothing : texts.ownTitle),
      facts,
      groups: [{ label: texts.ownRoster, lines: lines.length > 0 ? [...lines, texts.eraseKept] : [] }],
      small: texts.ownNever,
    },
    language,
  );
}

/** What will be deleted and what stays, with the yes and the no. */
export function eraseCard(data: OwnData, objectId: string, signer: Signer, language: Language): CardMessage {
  const texts = textsIn(language);
  const press = (verb: string) => signer.sign(verb, { objectId, language } satisfies ErasePress);
  return noticeCard(
    {
      title: texts.eraseTitle,
      text: texts.eraseText,
      facts: factsOf(data, language),
      small: data.entries.length > 0 ? texts.eraseKept : '',
      presses: [
        { title: texts.eraseYes, verb: ownDataVerbs.erase, press: press(ownDataVerbs.erase) },
        { title: texts.eraseNo, verb: ownDataVerbs.keep, press: press(ownDataVerbs.keep) },
      ],
    },
    language,
  );
}

function factsOf({ address, presence, requests, helperIn, imports }: OwnData, language: Language): Fact[] {
  const texts = textsIn(language);
  const counts: [string, number][] = [
    [texts.ownAddress, Number(address)],
    [texts.ownPresence, Number(presence !== undefined)],
    [texts.ownRequests, requests.length],
    [texts.ownHelper, helperIn.length],
    [texts.ownImports, imports],
  ];
  return counts.filter(([, count]) => count > 0).map(([title, count]) => ({ title, value: String(count) }));
}
