import type { Answer } from '../contacts/answer.ts';
import type { CardMessage, JobQueue } from '../ports.ts';
import type { Roster } from '../roster/roster.ts';
import { sparringRoutes } from '../sparring/handlers.ts';
import { createSparringStore } from '../sparring/sparring-store.ts';
import { sparringFeature, sparringWorkshop } from '../sparring/workshop.ts';
import type { Services } from './services.ts';

/** The door to sparring: its routes, and its part of the worker. */
export function wireSparring(
  services: Services,
  queue: JobQueue,
  answerCardOf: (answer: Answer, roster: Roster) => CardMessage,
) {
  const {
    config,
    desk,
    signer,
    clock,
    messenger,
    book,
    structureOf,
    answerMilliseconds,
    members,
    lane,
    pause,
    isStopping,
  } = services;
  const { forms } = config;
  const store = createSparringStore(services.turn.sparring);
  const nudge = services.nudge(sparringFeature);
  const workshop = sparringWorkshop({
    ...{ records: services.patient.sparring, messenger, clock, queue, structureOf, lane, pause, isStopping },
    ...{ rosterOf: book.of, refreshRoster: book.refresh, signer, forms, answerMilliseconds },
  });
  return {
    workshops: { [sparringFeature]: workshop },
    workshop,
    store,
    patientStore: createSparringStore(services.patient.sparring),
    nudge,
    /** Whoever is gone from the roster must not keep what others wait for. */
    async rosterChanged(kommune: string) {
      const open = (await store.list(kommune)).filter((r) => r.state !== 'closed' && r.state !== 'withdrawn');
      for (const { id } of open) await nudge(kommune, id);
    },
    routes: sparringRoutes({
      ...{ desk, store, nudge, signer, clock, forms, answerMilliseconds },
      ...{ signInNameOf: members.signInNameOf, answerCardOf },
    }),
  };
}
