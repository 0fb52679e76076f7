import { type FormInput, formCard } from '../form-card.ts';
import { asPlain } from '../language/plain-text.ts';
import { type Texts, textsIn } from '../language/texts.ts';
import { noticeCard } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import { type Beredskab, isOver } from './beredskab.ts';
import { type PeopleToChoose, peopleInputs } from './people-input.ts';
import { type CloseFault, type CloseValues, longestDecisions, longestFollowUp, mostFollowUps } from './read-closing.ts';
import { longestPlace } from './read-form.ts';
import { namesToRing } from './ring-rows.ts';
import { isHole } from './standing.ts';
import type { StatusDeps } from './status-card.ts';
import { beredskabVerbs, type ManagePress, purposes } from './verbs.ts';
import { titleOfCall, whenText } from './wording.ts';

/** Who else can be called; the deputies of those who cannot come are chosen already. */
export function moreForm(
  deps: StatusDeps,
  beredskab: Beredskab,
  { people, search }: PeopleToChoose,
  chosen: string[],
  faults: string[] = [],
): CardMessage {
  const texts = textsIn(beredskab.language);
  const called = new Set(beredskab.people.map((p) => p.key));
  const others = { people: people.filter((p) => !called.has(p.key)), ...(search && { search }) };
  const nobody = others.people.length === 0;
  const lead = nobody ? texts.moreNobody : holesText(beredskab, texts);
  const inputs = nobody ? [] : peopleInputs(deps.structure, others, chosen, texts.moreWho, texts);
  const send = { title: texts.moreSend, verb: beredskabVerbs.moreSend };
  return form(deps, beredskab, texts.moreTitle, lead, inputs, send, faults);
}

function holesText(beredskab: Beredskab, texts: Texts): string {
  const holes = beredskab.people.filter((p) => p.insteadOf === undefined && isHole(beredskab, p));
  return holes.map((p) => `${asPlain(p.name)}: ${texts.statusHole}`).join('. ');
}

export function moveForm(
  deps: StatusDeps,
  beredskab: Beredskab,
  faults: string[] = [],
  values?: MoveValues,
): CardMessage {
  const texts = textsIn(beredskab.language);
  const { when, place } = values ?? {
    when: beredskab.now ? '' : whenText(beredskab, 'da'),
    place: beredskab.place ?? '',
  };
  const inputs: FormInput[] = [
    { kind: 'text', id: 'when', label: texts.beredskabWhen, hint: texts.beredskabWhenHint, value: when, most: 80 },
    { kind: 'text', id: 'place', label: texts.beredskabPlace, value: place, most: longestPlace },
  ];
  const send = { title: texts.moveSend, verb: beredskabVerbs.moveSend };
  return form(deps, beredskab, texts.moveTitle, texts.moveLead, inputs, send, faults);
}

export interface MoveValues {
  when: string;
  place: string;
}

export function cancelForm(deps: StatusDeps, beredskab: Beredskab): CardMessage {
  const texts = textsIn(beredskab.language);
  const told = beredskab.people.filter((p) => p.way === 'teams' || p.way === 'mail').length;
  const send = { title: texts.cancelYes, verb: beredskabVerbs.cancelYes };
  const lead = [texts.cancelText(told), ringText(beredskab, texts)].filter(Boolean).join(' ');
  return form(deps, beredskab, texts.cancelTitle(beredskab.reference), lead, [], send);
}

export function closeForm(
  deps: StatusDeps,
  beredskab: Beredskab,
  faults: CloseFault[] = [],
  values: CloseValues = { decisions: '', followUps: [] },
): CardMessage {
  const texts = textsIn(beredskab.language);
  const who = beredskab.people.filter((p) => !p.erased).map((p) => ({ title: p.name, value: String(p.number) }));
  const decisions = { id: 'decisions', label: texts.closeDecisions, value: values.decisions, most: longestDecisions };
  const rows = Array.from({ length: mostFollowUps }, (_, i): FormInput[] => {
    const { what = '', person = '', due = '' } = values.followUps[i] ?? {};
    return [
      { kind: 'text', id: `what${i + 1}`, label: texts.closeWhat(i + 1), value: what, most: longestFollowUp },
      { kind: 'choice', id: `who${i + 1}`, label: texts.closeWho(i + 1), value: person, choices: who },
      { kind: 'date', id: `due${i + 1}`, label: texts.closeDue(i + 1), value: due },
    ];
  });
  const inputs: FormInput[] = [{ kind: 'text', ...decisions, multiline: true }, ...rows.flat()];
  const send = { title: texts.closeSend, verb: beredskabVerbs.closeSend };
  return form(
    deps,
    beredskab,
    texts.closeTitle,
    texts.closeLead,
    inputs,
    send,
    faults.map((f) => texts.closeFaults[f]),
  );
}

function form(
  { structure, signer, forms }: StatusDeps,
  beredskab: Beredskab,
  title: string,
  lead: string,
  inputs: FormInput[],
  send: { title: string; verb: string },
  faults: string[] = [],
): CardMessage {
  const { kommune, id, language, moves } = beredskab;
  const press = signer.sign(purposes.manage, { kommune, id, moves } satisfies ManagePress);
  const writes = inputs.some((i) => i.kind === 'text');
  const name = titleOfCall(structure, beredskab, language);
  const empty = send.verb === beredskabVerbs.moreSend && inputs.length === 0;
  return formCard(
    {
      title,
      lead: [name, lead].filter(Boolean).join(' · '),
      warning: writes ? textsIn(language).beredskabNoChild : '',
      faults,
      inputs,
      sends: empty ? [] : [{ ...send, press }],
      dialog: forms === 'dialog',
    },
    language,
  );
}

/** What became of a form, in its place. */
export function doneCard({ structure }: StatusDeps, beredskab: Beredskab, text: string): CardMessage {
  const { language } = beredskab;
  return noticeCard({ lead: titleOfCall(structure, beredskab, language), title: text }, language);
}

/** What was done, and whom no message reaches. `done` says that everybody was told. */
export function doneText(beredskab: Beredskab, done: string): string {
  const texts = textsIn(beredskab.language);
  const ring = ringText(beredskab, texts);
  return ring ? `${done.split('. ')[0]}. ${ring} ${texts.othersTold}` : done;
}

function ringText(beredskab: Beredskab, texts: Texts): string {
  const names = namesToRing(beredskab);
  return names ? texts.ringThem(names) : '';
}

/** For another co-ordinator who presses on it: whether they take it over. */
export function takeOverCard({ structure, signer }: StatusDeps, beredskab: Beredskab, inDialog: boolean): CardMessage {
  const { kommune, id, language, reference, coordinator, takeovers = 0 } = beredskab;
  const texts = textsIn(language);
  const press = signer.sign(purposes.manage, { kommune, id, takeovers } satisfies ManagePress);
  const yes = [{ title: texts.takeOverYes, verb: beredskabVerbs.takeOver, press }];
  const facts = isOver(beredskab) ? [] : [{ title: texts.beredskabAt, value: whenText(beredskab, language, true) }];
  return noticeCard(
    {
      lead: titleOfCall(structure, beredskab, language),
      title: texts.takeOverTitle(reference),
      text: texts.takeOverText(asPlain(coordinator.name)),
      summary: texts.takeOverTitle(reference),
      facts,
      ...(inDialog ? { submits: yes } : { presses: yes }),
    },
    language,
  );
}
