import type { TurnContext } from 'botbuilder';
import { textsIn } from '../language/texts.ts';
import type { PressAnswer, PressHandler } from '../teams/routes.ts';
import type { Beredskab, Wish } from './beredskab.ts';
import { peopleOf, proposedFor } from './choose-people.ts';
import { convene } from './convene.ts';
import type { DraftPress } from './convening-cards.ts';
import { formPressOf, previewOf } from './convening-handlers.ts';
import type { Draft } from './drafts.ts';
import { type BeredskabDeps, placeOf, statusDeps, surroundings } from './handler-deps.ts';
import { onDraft } from './on-draft.ts';
import { wholeMinute } from './read-form.ts';
import { firstDay, type Series } from './series.ts';
import { seriesAnswer } from './series-card.ts';
import { formOf } from './start-convening.ts';
import { statusCard } from './status-card.ts';

// Who reads it half an hour later has to look again: people come and go.
const freshMilliseconds = 30 * 60_000;

/** "Indkald nu": convened once, however often it is pressed. */
export function confirmConvening(deps: BeredskabDeps): PressHandler {
  return onDraft(deps, async (context, draft, press) => {
    const { drafts, clock, desk } = deps;
    const texts = textsIn(draft.language);
    const { kommune } = draft;
    const again = await lookAgain(deps, context, draft, press);
    if (again) return again;
    const [signIn] = await Promise.all([deps.signInNameOf(context), desk.remember(context)]);
    const { name } = desk.callerOf(context);
    const coordinator = { objectId: draft.by, name, ...(signIn && { signIn }) };
    if (draft.wish.weekly) return beginSeries(deps, context, draft, coordinator);
    const wish = draft.wish.now ? atOnce(draft.wish, clock()) : draft.wish;
    const { id, language, people } = draft;
    const made = convene({ id, kommune, language, coordinator, wish, people }, surroundings(deps, context));
    const created = await deps.store.create(made, placeOf(deps, context));
    const beredskab = created ? made : ((await deps.store.get(kommune, id)) ?? made);
    await deps.nudge(kommune, id);
    await drafts.delete(kommune, id);
    if (deps.forms === 'dialog') return { text: texts.beredskabSent(beredskab.reference) };
    return { card: statusCard(statusDeps(deps, context), beredskab) };
  });
}

/** What was confirmed is no longer what was seen: it is shown as it is now. */
async function lookAgain(
  deps: BeredskabDeps,
  context: TurnContext,
  draft: Draft,
  press: DraftPress,
): Promise<PressAnswer | undefined> {
  const { drafts, clock } = deps;
  const { wish } = draft;
  if (!wish.now && new Date(wish.start) <= clock())
    return {
      card: await formOf(deps, context, formPressOf(draft), { ...draft.values, when: '' }, { faults: ['whenPast'] }),
    };
  const fresh = clock().getTime() - new Date(draft.at).getTime() < freshMilliseconds;
  if (press.edition === draft.edition && fresh) return undefined;
  const proposed = proposedFor(deps, context, wish);
  const seen = fresh
    ? { people: draft.people, proposed: draft.proposed }
    : { people: peopleOf(deps, context, proposed, draft.values), proposed: proposed.map((p) => p.key) };
  const next: Draft = { ...draft, ...seen, edition: draft.edition + 1, at: clock().toISOString() };
  await drafts.upsert(next);
  const card = await previewOf(deps, context, next);
  return { card: { ...card, data: { ...card.data, lead: textsIn(draft.language).beredskabDraftOld } } };
}

/** It begins when it is convened, not when the form was filled in. */
function atOnce(wish: Wish, now: Date): Wish {
  const lasts = new Date(wish.end).getTime() - new Date(wish.start).getTime();
  const start = wholeMinute(now);
  return { ...wish, start: start.toISOString(), end: new Date(start.getTime() + lasts).toISOString() };
}

async function beginSeries(
  deps: BeredskabDeps,
  context: TurnContext,
  draft: Draft,
  coordinator: Beredskab['coordinator'],
): Promise<PressAnswer> {
  const { id, kommune, language, wish, people, proposed } = draft;
  const chosen = people.map((p) => p.key);
  const at = deps.clock().toISOString();
  const series: Series = {
    ...{ id, kommune, language, coordinator, slots: [], changedAt: at, dueAt: at, next: firstDay(wish) },
    wish: { ...wish, weekly: wish.weekly! },
    // Against what was seen, not against what would be proposed by now.
    without: proposed.filter((key) => !chosen.includes(key)),
    besides: chosen.filter((key) => !proposed.includes(key)),
  };
  await deps.series.create(kommune, series);
  await deps.nudgeSeries(kommune, id);
  await deps.drafts.delete(kommune, id);
  return seriesAnswer(deps, context, series);
}
