import { textsIn } from '../language/texts.ts';
import type { Signer } from '../signing.ts';
import type { Structure } from '../structure/structure.ts';
import { answer } from './answer-rules.ts';
import {
  type Beredskab,
  type Called,
  isOver,
  type PersonAnswer,
  personOfNumber,
  type Surroundings,
} from './beredskab.ts';
import type { BeredskabStore } from './beredskab-store.ts';
import { answerText } from './call-card.ts';
import { sparedBy } from './standing.ts';
import { type CallPress, purposes } from './verbs.ts';
import { factsOf, outsideFacts, titleOfCall } from './wording.ts';

/** Answers as they stand in the address and on the page. */
const answers = { deltager: 'coming', 'kan-ikke': 'not-coming', stedfortraeder: 'deputy' } as const;
export type LinkAnswer = keyof typeof answers;

/** What the answer page shows. Plain texts: the page escapes them. */
export interface LinkView {
  reference: string;
  title: string;
  facts: { title: string; value: string }[];
  choices: { value: LinkAnswer; label: string }[];
  chosen?: LinkAnswer;
  status: string;
  joinUrl?: string;
  exercise?: string;
}

export interface LinkDeps {
  store: BeredskabStore;
  signer: Signer;
  structureOf(kommune: string): Structure;
  around(kommune: string): Surroundings;
  nudge(kommune: string, id: string): Promise<void>;
}

/** The token of somebody's answer link. It holds no name, and is good for as long as the beredskab is kept. */
export function answerToken(signer: Signer, { kommune, id }: Beredskab, { number }: Called): string {
  return signer.sign(purposes.answerLink, { kommune, id, person: number } satisfies CallPress);
}

/** What people outside the tenant see and do behind their link. */
export function answerLinks(deps: LinkDeps) {
  const read = (token: string) => deps.signer.read(purposes.answerLink, token) as CallPress | undefined;
  const view = (beredskab: Beredskab | undefined, number: number) => {
    const person = beredskab && personOfNumber(beredskab, number);
    return person && !person.erased ? viewOf(deps.structureOf(beredskab.kommune), beredskab, person) : undefined;
  };
  return {
    async show(token: string): Promise<LinkView | undefined> {
      const press = read(token);
      return press && view(await deps.store.get(press.kommune, press.id), press.person);
    },
    async take(token: string, choice: LinkAnswer): Promise<LinkView | undefined> {
      const press = read(token);
      if (!press) return undefined;
      const { kommune, id, person } = press;
      const changed = await deps.store.change(kommune, id, (b) =>
        answer(b, person, answers[choice], deps.around(kommune)),
      );
      if (!changed) return undefined;
      if ('refused' in changed) return view(await deps.store.get(kommune, id), person);
      await deps.nudge(kommune, id);
      return view(changed.item, person);
    },
  };
}

function viewOf(structure: Structure, beredskab: Beredskab, person: Called): LinkView {
  const texts = textsIn('da');
  const plain = (text: string) => text.replace(/\\(.)/g, '$1');
  const over = isOver(beredskab);
  const chosen = person.answer && linkAnswerOf(person.answer);
  const told = factsOf(structure, beredskab, beredskab.coordinator.name, 'da', { dated: true });
  const facts = [...(over ? [] : told), ...outsideFacts(beredskab, person)];
  // The banner says already that it is an exercise.
  const title = titleOfCall(structure, { ...beredskab, exercise: false });
  return {
    reference: beredskab.reference,
    title: plain(title),
    facts: facts.map((f) => ({ title: f.title, value: plain(f.value) })),
    choices:
      over || sparedBy(beredskab, person)
        ? []
        : [
            { value: 'deltager', label: texts.callComing },
            { value: 'kan-ikke', label: texts.callNotComing },
            { value: 'stedfortraeder', label: texts.callDeputy },
          ],
    ...(chosen && { chosen }),
    status: plain(answerText(beredskab, person, texts)),
    ...(beredskab.online?.joinUrl && !over && { joinUrl: beredskab.online.joinUrl }),
    ...(beredskab.exercise && { exercise: texts.beredskabExerciseMark }),
  };
}

function linkAnswerOf(said: PersonAnswer): LinkAnswer {
  return (Object.keys(answers) as LinkAnswer[]).find((key) => answers[key] === said)!;
}
