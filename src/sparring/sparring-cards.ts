import { dayOf, hourOf, spokenTime } from '../language/dates.ts';
import { asPlain } from '../language/plain-text.ts';
import { type Texts, textsIn } from '../language/texts.ts';
import { type Link, noticeCard, type Press } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import { peopleBehind } from '../roster/people-behind.ts';
import { chatLink, readablePhone } from '../roster/reach.ts';
import { type Entry, entriesOf, type Roster } from '../roster/roster.ts';
import type { Signer } from '../signing.ts';
import { type Language, type Structure, titleOf } from '../structure/structure.ts';
import { sparringOpenVerb } from './open-press.ts';
import { askerSlot, isReminder, type Offer, offerOfSlot, type SparringRequest, type Step } from './sparring.ts';
import { colleaguesFor } from './who-to-ask.ts';

export const sparringVerbs = {
  open: sparringOpenVerb,
  send: 'sparring.send',
  take: 'sparring.take',
  pass: 'sparring.pass',
  close: 'sparring.close',
  withdraw: 'sparring.withdraw',
} as const;

/** What the buttons on a request carry. */
export interface RequestPress {
  kommune: string;
  id: string;
}

export interface SparringCardDeps {
  structure: Structure;
  roster: Roster;
  signer: Signer;
  forms: 'dialog' | 'chat';
}

/** What one message of a request says now. */
export function sparringCard(deps: SparringCardDeps, request: SparringRequest, slot: string): CardMessage | undefined {
  if (slot === askerSlot) return askerCard(deps, request);
  const offer = offerOfSlot(request, slot);
  return offer && offerCard(deps, request, offer, isReminder(slot));
}

/** The asker's one card: who has it, and each step on the way. */
function askerCard(deps: SparringCardDeps, request: SparringRequest): CardMessage {
  const { structure, roster, signer } = deps;
  const { language, state, owner, reference } = request;
  const texts = textsIn(language);
  const title = state === 'taken' ? texts.sparringStates.taken(asPlain(owner!.name)) : texts.sparringStates[state];
  const helper = owner && entriesOf(roster, owner.objectId)[0];
  const people = state === 'unanswered' ? peopleBehind(roster, request.contact, request.area) : [];
  const others = people.filter((h) => h.entry.teamsId !== request.asker.objectId);
  const direct = others.slice(0, mostListed).map((h) => h.entry);
  const open = state !== 'closed' && state !== 'withdrawn';
  const press: RequestPress = { kommune: request.kommune, id: request.id };
  return noticeCard(
    {
      lead: `${texts.sparringTitle} · ${reference}`,
      title,
      facts: factsOf(structure, request, texts, texts.sparringTo, titleOf(structure, request.contact)),
      groups: [
        {
          label: '',
          lines: request.steps.slice(-mostSteps).map((step) => stepLine(step, request.askedAt, texts, language)),
        },
        { label: texts.sparringUnanswered, lines: direct.map(reachLine) },
      ],
      small: texts.limits,
      links: state === 'taken' && helper ? linksOf(helper, texts) : [],
      presses: open
        ? [
            {
              title: texts.sparringWithdraw,
              verb: sparringVerbs.withdraw,
              press: signer.sign(sparringVerbs.withdraw, press),
            },
          ]
        : [],
      summary: `${reference}: ${title}`,
    },
    language,
  );
}

/** The card of somebody who is asked. It is in Danish, as the colleagues are. */
function offerCard(deps: SparringCardDeps, request: SparringRequest, mine: Offer, reminder: boolean): CardMessage {
  const { structure, roster, signer } = deps;
  const texts = textsIn('da');
  const { state, owner, asker } = request;
  const person = mine.to.objectId;
  const isOwner = owner?.objectId === person;
  const withThem = !mine.end || mine.end === 'unreachable';
  const open = withThem && (state === 'asked' || state === 'unanswered' || (state === 'taken' && isOwner));
  const title = offerTitle(request, reminder, texts);
  const press = signer.sign(sparringVerbs.take, { kommune: request.kommune, id: request.id } satisfies RequestPress);
  const colleagues = open ? colleaguesFor(request, roster, structure.door, person) : [];
  const reach = [
    texts.reach[request.reach],
    request.phone ? readablePhone(request.phone) : '',
    request.reach === 'mail' ? (asker.signIn ?? '') : '',
  ];
  return {
    template: 'sparring-offer',
    summary: `${title}. ${topicTitle(structure, request, 'da')}`,
    data: {
      lang: 'da',
      speak: title,
      title,
      status: asPlain(statusOf(request, mine, texts)),
      // Who took it back is not named any more, and nobody to somebody who has left.
      facts:
        state === 'withdrawn' || mine.end === 'gone'
          ? []
          : [
              ...factsOf(structure, request, texts, texts.sparringBy, asPlain(asker.name)),
              { title: texts.offerReach, value: asPlain(reach.filter(Boolean).join(': ')) },
              { title: texts.sparringWhen, value: texts.when[request.when] },
              ...(request.note ? [{ title: texts.offerNote, value: asPlain(request.note) }] : []),
            ],
      small: texts.offerNoChild,
      links: open ? askerLinks(request, texts) : [],
      takeTitle: texts.offerTake,
      mayTake: open && !isOwner,
      passTitle: texts.offerPass,
      passLabel: texts.offerPassTo,
      mayPass: colleagues.length > 0,
      colleagues: colleagues.map((c) => ({ title: c.name, value: c.objectId })),
      first: colleagues[0]?.objectId ?? '',
      closeTitle: texts.offerClose,
      mayClose: open,
      press,
    },
  };
}

function offerTitle({ state, reference }: SparringRequest, reminder: boolean, texts: Texts): string {
  if (state === 'closed' || state === 'withdrawn') return texts.offerOver(reference);
  return reminder && state === 'asked' ? texts.offerReminder(reference) : texts.offerTitle(reference);
}

function statusOf(request: SparringRequest, { to, end, standIn }: Offer, texts: Texts): string {
  const { state, owner } = request;
  if (state === 'withdrawn') return texts.offerWithdrawn;
  if (owner && owner.objectId !== to.objectId) return texts.offerTaken(owner.name);
  if (end === 'asked-again') return texts.offerAgain;
  if (state === 'closed') return texts.offerClosed;
  if (state === 'taken') return texts.offerYours;
  if (end === 'passed-on') return texts.offerPassed;
  if (end === 'gone') return texts.notHelper;
  return standIn ? texts.offerStandIn : '';
}

/** The requests of one asker; nobody else sees them. */
export function mySparringCard(
  { structure, signer }: SparringCardDeps,
  requests: SparringRequest[],
  language: Language,
): CardMessage {
  const texts = textsIn(language);
  const sorted = requests.toSorted((a, b) => (a.askedAt < b.askedAt ? 1 : -1)).slice(0, mostListed);
  const open = sorted.filter((r) => r.state !== 'closed' && r.state !== 'withdrawn').slice(0, mostButtons);
  const line = (r: SparringRequest) => {
    const state =
      r.state === 'taken' ? texts.sparringStates.taken(asPlain(r.owner!.name)) : texts.sparringStates[r.state];
    return `**${r.reference}** ${topicTitle(structure, r, language)}, ${spokenTime(r.askedAt, language)}: ${state}`;
  };
  const withdraw = (r: SparringRequest): Press => ({
    title: `${texts.sparringWithdraw} ${r.reference}`,
    verb: sparringVerbs.withdraw,
    press: signer.sign(sparringVerbs.withdraw, { kommune: r.kommune, id: r.id } satisfies RequestPress),
  });
  return noticeCard(
    {
      title: texts.mySparringTitle,
      text: sorted.length === 0 ? texts.mySparringNone : '',
      groups: [{ label: '', lines: sorted.map(line) }],
      presses: open.map(withdraw),
    },
    language,
  );
}

const mostSteps = 20;
export const mostListed = 20;
const mostButtons = 4;

function factsOf(structure: Structure, request: SparringRequest, texts: Texts, label: string, value: string) {
  const language = texts === textsIn('da') ? 'da' : request.language;
  return [
    { title: label, value },
    { title: texts.sparringTopic, value: topicTitle(structure, request, language) },
    ...(request.area ? [{ title: texts.sparringArea, value: asPlain(request.area) }] : []),
    { title: texts.sparringAsked, value: spokenTime(request.askedAt, language) },
  ];
}

function topicTitle(structure: Structure, { topic }: SparringRequest, language: Language): string {
  return structure.shared.concerns.find((c) => c.id === topic)?.title[language] ?? textsIn(language).sparringOtherTopic;
}

function stepLine({ at, what, who }: Step, askedAt: string, texts: Texts, language: Language): string {
  const time = dayOf(new Date(at)) === dayOf(new Date(askedAt)) ? hourOf(new Date(at)) : spokenTime(at, language);
  return `${time}: ${(texts.sparringSteps[what] as (name: string) => string)(asPlain(who))}`;
}

/** A person with number and mail, as a line. */
export function reachLine({ name, phone, email }: Entry): string {
  return [name, phone ? readablePhone(phone) : '', email ?? ''].filter(Boolean).map(asPlain).join(', ');
}

function linksOf({ phone, email, teamsId }: Entry, texts: Texts): Link[] {
  return [
    ...(phone ? [{ title: texts.call, url: `tel:${phone}` }] : []),
    ...(email && teamsId ? [{ title: texts.chat, url: chatLink(email) }] : []),
    ...(email ? [{ title: texts.mail, url: `mailto:${email}` }] : []),
  ];
}

function askerLinks({ phone, asker }: SparringRequest, texts: Texts): Link[] {
  return [
    ...(phone ? [{ title: texts.call, url: `tel:${phone}` }] : []),
    ...(asker.signIn ? [{ title: texts.chat, url: chatLink(asker.signIn) }] : []),
  ];
}
