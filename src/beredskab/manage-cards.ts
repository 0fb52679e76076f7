import { type FormInput, formCard } from '../form-card.ts';
import { type Texts, textsIn } from '../language/texts.ts';
import { noticeCard } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import { type Beredskab, isHole } from './beredskab.ts';
import { peopleInput } from './convening-cards.ts';
import type { Proposed } from './propose-people.ts';
import { type CloseFault, type CloseValues, longestDecisions, longestFollowUp, mostFollowUps } from './read-closing.ts';
import { longestPlace } from './read-form.ts';
import type { StatusDeps } from './status-card.ts';
import { beredskabVerbs, type ManagePress, purposes } from './verbs.ts';
import { titleOfCall, whenText } from './wording.ts';

/** Who else can be called; the deputies of those who cannot come are chosen already. */
export function moreForm(deps: StatusDeps, beredskab: Beredskab, people: Proposed[], chosen: string[]): CardMessage {
  const texts = textsIn(beredskab.language);
  const called = new Set(beredskab.people.map((p) => p.key));
  const others = people.filter((p) => !called.has(p.key));
  const lead = others.length === 0 ? texts.moreNobody : holesText(beredskab, texts);
  const input = peopleInput(deps.structure, others, chosen.join(','), texts);
  return form(deps, beredskab, texts.moreTitle, lead, others.length > 0 ? [{ ...input, label: texts.moreWho }] : [], {
    title: texts.moreSend,
    verb: beredskabVerbs.moreSend,
  });
}

function holesText(beredskab: Beredskab, texts: Texts): string {
  const holes = beredskab.people.filter((p) => p.insteadOf === undefined && isHole(beredskab, p));
  return holes.map((p) => `${p.name}: ${texts.statusHole}`).join('. ');
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
  return form(deps, beredskab, texts.cancelTitle(beredskab.reference), texts.cancelText(told), [], send);
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
  const { kommune, id, language } = beredskab;
  const press = signer.sign(purposes.manage, { kommune, id } satisfies ManagePress);
  const writes = inputs.some((i) => i.kind === 'text');
  const name = titleOfCall(structure, beredskab);
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
  return noticeCard({ lead: titleOfCall(structure, beredskab), title: text }, beredskab.language);
}
