import { createGraphToken } from '../azure/graph-token.ts';
import { answerLinks, answerToken } from '../beredskab/answer-links.ts';
import { createBeredskabStore } from '../beredskab/beredskab-store.ts';
import { createDrafts } from '../beredskab/drafts.ts';
import { beredskabRoutes, logFile } from '../beredskab/handlers.ts';
import { everybody, proposePeople } from '../beredskab/propose-people.ts';
import type { Series } from '../beredskab/series.ts';
import { createSeriesStore, seriesFeature, seriesWorkshop } from '../beredskab/series-store.ts';
import {
  type BeredskabWorkDeps,
  beredskabFeature,
  beredskabMailWorkshop,
  beredskabWorkshop,
} from '../beredskab/workshop.ts';
import { channelTitle } from '../channels/channel.ts';
import type { Config } from '../config.ts';
import { mailFeature } from '../delivery/work-on-item.ts';
import { MeetingFailed } from '../graph/meeting-failed.ts';
import { createMeetings } from '../graph/online-meetings.ts';
import type { JobQueue, Mailer, Meetings } from '../ports.ts';
import { entriesOf, hasLeft, isAway, mayActAs, type Role, type Roster } from '../roster/roster.ts';
import { countConvenings } from '../statistics/count-convenings.ts';
import { channelOf } from '../teams/inbound-guard.ts';
import type { Services } from './services.ts';

/** Beredskab: its routes, its parts of the workers, the answer page and the event log's file. */
export function wireBeredskab(
  services: Services,
  queue: JobQueue,
  mailer: Mailer,
  given: { meetings?: Meetings } = {},
) {
  const { config, desk, signer, clock, book, structureOf, answerMilliseconds, publicUrl, members, channels } = services;
  const { forms } = config;
  // In production mails need a server; in local mode they are files.
  const mails = config.mail !== undefined || config.identity === undefined;
  const meetings = given.meetings ?? meetingsOf(config);
  const store = countConvenings(createBeredskabStore(services.turn.beredskab), services.counters);
  const patientStore = countConvenings(createBeredskabStore(services.patient.beredskab), services.counters);
  const nudge = services.nudge(beredskabFeature);
  const around = (kommune: string) => ({ roster: book.of(kommune), answerMilliseconds, now: clock(), mails });
  const work: BeredskabWorkDeps = {
    ...{ records: services.patient.beredskab, messenger: services.messenger, clock, queue },
    ...{ lane: services.lane, pause: services.pause, isStopping: services.isStopping },
    ...{ mailQueue: services.mailQueue, structureOf, rosterOf: book.of, refreshRoster: book.refresh },
    ...{ signer, forms, answerMilliseconds, mails, log: services.log, ...(meetings && { meetings }) },
    meetingFailure: (error) => (error instanceof MeetingFailed ? error : undefined),
    answerUrl: (beredskab, person) => {
      const base = publicUrl();
      return base && `${base}/svar/${answerToken(signer, beredskab, person)}`;
    },
  };
  // Mails wait for a place of their own: a mail server that hangs must not hold up chats.
  const { lane: _, ...mailWork } = work;
  const drafts = createDrafts(services.turn.beredskab);
  const series = createSeriesStore(services.turn.series);
  return {
    workshops: {
      [beredskabFeature]: beredskabWorkshop(work),
      [seriesFeature]: seriesWorkshop({
        ...{ records: services.patient.series, messenger: services.messenger, clock, queue },
        ...{ lane: services.lane, pause: services.pause, isStopping: services.isStopping },
        ...{ beredskaber: patientStore, around, nudge, refreshRoster: book.refresh, structureOf },
        others: (kommune) => coordinatorsOf(book.of(kommune)),
        peopleFor: (one) => peopleFor(services, one, mails),
        mayConvene: (kommune, objectId) => mayConvene(services, kommune, objectId),
        comeBack: (kommune, id, seconds) => queue.send({ feature: seriesFeature, kommune, id }, seconds),
      }),
    },
    mailWorkshops: {
      [mailFeature(beredskabFeature)]: beredskabMailWorkshop({ ...mailWork, mailQueue: services.mailQueue, mailer }),
    },
    ...{ store, patientStore, drafts, series, nudge },
    patientDrafts: createDrafts(services.patient.beredskab),
    patientSeries: createSeriesStore(services.patient.series),
    answers: answerLinks({ store, signer, structureOf, around, nudge }),
    file: (token: string) => logFile({ store, signer, clock, structureOf }, token),
    routes: beredskabRoutes({
      ...{ desk, store, drafts, series, nudge, nudgeSeries: services.nudge(seriesFeature), signer, clock },
      ...{ forms, answerMilliseconds, mails, publicUrl, signInNameOf: members.signInNameOf },
      mayConvene: (kommune, objectId) => mayConvene(services, kommune, objectId),
      channelsOf: async (kommune) =>
        (await channels.list(kommune)).map((channel) => ({ id: channel.id, title: channelTitle(channel, 'da') })),
      channelIn: ({ activity }) =>
        activity.conversation.conversationType === 'channel' ? channelOf(activity).id : undefined,
    }),
  };
}

function meetingsOf({ meetingOrganiser, identity }: Config): Meetings | undefined {
  if (!meetingOrganiser || !identity) return undefined;
  return createMeetings({ organiser: meetingOrganiser, token: createGraphToken(identity) });
}

/** Who is called for an occurrence: as proposed today, but for whom the co-ordinator took out or put in. */
function peopleFor(
  { book, structureOf }: Services,
  { kommune, wish, without, besides, coordinator }: Series,
  mails: boolean,
) {
  const structure = structureOf(kommune);
  const kind = structure.beredskab.find((k) => k.id === wish.kind);
  const roster = book.of(kommune);
  const proposed = kind ? proposePeople(roster, kind, structure.contacts, wish.area, mails) : [];
  const kept = proposed.filter((p) => !without.includes(p.key) && p.objectId !== coordinator.objectId);
  const added = everybody(roster, mails).filter((p) => besides.includes(p.key) && !kept.some((k) => k.key === p.key));
  return [...kept, ...added];
}

/** The role that the roster gives now: a series must not go on after its co-ordinator has gone. */
function mayConvene({ config, book }: Services, kommune: string, objectId: string): boolean {
  if (mayActAs(config.leastRole, 'koordinator')) return true;
  const roster = book.of(kommune);
  return entriesOf(roster, objectId).some((e) => mayActAs(e.role, 'koordinator') && !hasLeft(roster, e));
}

/** Entra object ids of those who convene by their role, co-ordinators before administrators. */
function coordinatorsOf(roster: Roster): string[] {
  const there = roster.entries.filter((e) => e.teamsId && !hasLeft(roster, e) && !isAway(roster, e));
  const inRole = (role: Role) => there.filter((e) => e.role === role).map((e) => e.teamsId!);
  return [...new Set([...inRole('koordinator'), ...inRole('administrator')])];
}
