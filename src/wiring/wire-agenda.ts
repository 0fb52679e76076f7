import type { Agenda } from '../agenda/agenda.ts';
import { type AgendaFilePress, agendaFile } from '../agenda/agenda-files.ts';
import { createAgendaStore } from '../agenda/agenda-store.ts';
import { agendaPurposes } from '../agenda/agenda-verbs.ts';
import { agendaFeature, agendaWorkshop } from '../agenda/agenda-workshop.ts';
import { agendaRoutes } from '../agenda/handlers.ts';
import { createProposalStore } from '../agenda/proposal-store.ts';
import { createReadsStore } from '../agenda/reads-store.ts';
import { createSettingsStore } from '../agenda/settings-store.ts';
import { bodyPlans, unagreedOf, yearOf } from '../agenda/year-plan.ts';
import { yearWheel } from '../agenda/year-wheel.ts';
import { channelName, channelTitle } from '../channels/channel.ts';
import { deliveriesOf } from '../delivery/deliver-slots.ts';
import { readSender } from '../mail/address.ts';
import { createPictures, versionOf } from '../pictures/picture-book.ts';
import type { JobQueue, Records } from '../ports.ts';
import { entriesOf, hasLeft, mayActAs } from '../roster/roster.ts';
import type { Language } from '../structure/structure.ts';
import { channelOf } from '../teams/inbound-guard.ts';
import type { Services } from './services.ts';

/** Agendas: their routes, their part of the worker, and their files. */
export function wireAgenda(services: Services, queue: JobQueue) {
  const { config, desk, signer, clock, structureOf, messenger, book, publicUrl, channels } = services;
  const stores = storesOf(services.turn.agenda);
  const patient = storesOf(services.patient.agenda);
  // The same address each time: the card of a channel must not differ from one showing to the next.
  const calendarUrl = ({ kommune, id }: Agenda) => {
    const base = publicUrl();
    const press: AgendaFilePress = { kommune, id, kind: 'calendar' };
    return base && `${base}/fil/${signer.sign(agendaPurposes.file, press)}`;
  };
  const mayPost = (kommune: string, objectId: string) => {
    if (mayActAs(config.leastRole, 'konsulent')) return true;
    const roster = book.of(kommune);
    return entriesOf(roster, objectId).some((e) => mayActAs(e.role, 'konsulent') && !hasLeft(roster, e));
  };
  // Whoever has the address of a picture can see it: what nobody has posted is not in it.
  const yearSvg = async (kommune: string, year: number, language: Language) => {
    const [settings, agendas] = await Promise.all([stores.settings.list(kommune), stores.agendas.list(kommune)]);
    const open = agendas.filter((a) => a.state !== 'draft');
    const structure = structureOf(kommune);
    const plans = bodyPlans(structure, settings);
    const meetings = yearOf(plans, open, year);
    const unagreed = unagreedOf(plans, meetings, year);
    return yearWheel(meetings, { year, kommune: structure.name, language, unagreed });
  };
  const pictures = createPictures({
    ...{ signer, clock, publicUrl },
    kinds: {
      year: async ({ kommune, year, language }) =>
        services.kommuner.has(kommune) ? yearSvg(kommune, year, language) : undefined,
    },
  });
  const nudge = services.nudge(agendaFeature);
  const sender = config.mail && readSender(config.mail.from);
  return {
    workshops: {
      [agendaFeature]: {
        // An agenda of hundreds of channels: two rounds of it, one after the other, are as much as one process can send.
        mostOfOneItem: 2,
        ...agendaWorkshop({
          ...{ records: services.patient.agenda, messenger, clock, queue, structureOf },
          ...{ lane: services.lane, pause: services.pause, isStopping: services.isStopping },
          ...{ signer, forms: config.forms, calendarUrl, mayPost, refreshRoster: book.refresh },
          ...{ agendas: patient.agendas, proposals: patient.proposals, reads: patient.reads },
        }),
      },
    },
    ...{ stores, patient, nudge, picture: pictures.picture },
    file: (token: string) =>
      agendaFile(
        {
          ...{ agendas: stores.agendas, signer, clock, structureOf },
          calendarText: async (file) =>
            (await import('../mail/calendar-file.ts')).calendarText(file, sender, undefined, clock()),
        },
        token,
      ),
    routes: agendaRoutes({
      ...{ desk, signer, clock, forms: config.forms, calendarUrl, publicUrl, ...stores },
      yearPictureUrl: async (kommune, year, language) => {
        const version = versionOf(await yearSvg(kommune, year, language));
        return pictures.addressOf({ kind: 'year', kommune, year, language, version });
      },
      nudge: async (kommune, id, times = 1) => {
        for (let i = 0; i < times; i++) await nudge(kommune, id);
      },
      channelsOf: async (kommune, language) =>
        (await channels.list(kommune)).map((c) => ({
          ...{ id: c.id, title: channelTitle(c, language) },
          ...{ name: channelName(c, language), team: c.team.name },
        })),
      audienceOf: async (kommune, id) => {
        const channel = await channels.get(kommune, id);
        return channel && services.audienceOf(kommune, channel);
      },
      deliveriesOf: (kommune, id) => deliveriesOf(services.turn.agenda, kommune, id),
      channelIn: ({ activity }) =>
        activity.conversation.conversationType === 'channel' ? channelOf(activity).id : undefined,
    }),
  };
}

function storesOf(records: Records) {
  return {
    agendas: createAgendaStore(records),
    proposals: createProposalStore(records),
    reads: createReadsStore(records),
    settings: createSettingsStore(records),
  };
}
