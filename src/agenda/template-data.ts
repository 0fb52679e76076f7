import type { AgendaTexts } from '../language/agenda-da.ts';
import type { Source } from '../structure/structure.ts';
import type { ItemType, Section } from './agenda.ts';

export type StandingKey = keyof AgendaTexts['agendaStanding'];

/** A line of a template. Without sources it is our reading: how a meeting is usually opened and closed. */
export interface TemplateLine {
  key: StandingKey;
  section: Section;
  type: ItemType;
  minutes: number;
  /** About children or groups that can be told apart: never in a channel. */
  closed?: true;
  sources?: Source[];
}

const line = (
  key: StandingKey,
  section: Section,
  type: ItemType,
  minutes: number,
  ...sources: Source[]
): TemplateLine => ({ key, section, type, minutes, ...(sources.length > 0 && { sources }) });
const closed = (...parts: Parameters<typeof line>): TemplateLine => ({ ...line(...parts), closed: true });
const vordingborg = (section: string): Source => ({ document: 'vordingborg', section });
const kolding = (section: string): Source => ({ document: 'kolding', section });
const ramme = (section: string): Source => ({ document: 'ramme', section });

const opening = [line('welcome', 'opening', 'beslutning', 5), line('lastMinutes', 'followup', 'orientering', 5)];
const ending = [line('nextMeeting', 'closing', 'orientering', 5), line('anyOther', 'closing', 'orientering', 5)];

/** For a body that the sources say nothing about. */
export const plainTemplate: TemplateLine[] = [...opening, line('round', 'items', 'orientering', 15), ...ending];

const purpose = vordingborg('1 Formål og ambition med SSP');
const prevention = vordingborg('3 Forebyggelsesnetværk');
const plus = ramme('Tema 2, eksemplet om SSP+');
const steering = vordingborg('3 Styregruppe');
const localPlan = ramme('Tema 4, eksemplet om en lokal handlingsplan');
const councils = ramme('Tema 3, eksemplet om kredsråd og lokalråd');
const localCouncil = vordingborg('2.2 SSP Lokalråd');
const districtCouncil = vordingborg('2.1 SSP Kredsrådet');
const readiness = vordingborg('3.1 SSP-beredskabet');
const network = vordingborg('3 Beredskabsnetværk');
const focus = kolding('Strategisk fokus i Lokalrådet');
const schedule = kolding('Tidsplan');

const area = [
  ...opening,
  line('areaNow', 'items', 'orientering', 15),
  closed('areaGroups', 'items', 'droeftelse', 30, readiness),
  line('areaActions', 'items', 'beslutning', 15, readiness),
  ...ending,
];

/** By id of the contact point. */
export const templates: Record<string, TemplateLine[]> = {
  // "De tre instanser mødes en gang om ugen, hvor relevante børn og unge drøftes."
  ugemoedet: [
    line('weekSince', 'followup', 'orientering', 5),
    closed('weekYoung', 'items', 'droeftelse', 30, purpose),
    closed('weekCoach', 'items', 'droeftelse', 10, purpose),
    line('weekSchools', 'items', 'droeftelse', 10, purpose),
    line('weekAgreed', 'closing', 'beslutning', 5),
  ],
  forebyggelsesnetvaerket: [
    ...opening,
    line('knowledge', 'items', 'orientering', 40, prevention),
    line('practice', 'items', 'droeftelse', 30, prevention),
    line('quarterAhead', 'items', 'droeftelse', 15),
    ...ending,
  ],
  'ssp-plus-netvaerk': [
    ...opening,
    line('round', 'items', 'orientering', 20, plus),
    closed('plusYoung', 'items', 'droeftelse', 40, plus),
    line('plusEducation', 'items', 'droeftelse', 15, plus),
    ...ending,
  ],
  styregruppen: [
    ...opening,
    line('steerStatus', 'items', 'orientering', 20, steering),
    line('steerDecisions', 'items', 'beslutning', 30, steering),
    line('steerPlan', 'items', 'beslutning', 15, localPlan),
    ...ending,
  ],
  koordinationsgruppen: [
    ...opening,
    line('coordDecisions', 'items', 'droeftelse', 20, ramme('Tema 3 Organisering og samarbejde')),
    line('coordGroups', 'items', 'orientering', 15),
    line('coordItems', 'items', 'beslutning', 15),
    ...ending,
  ],
  lokalraad: [
    ...opening,
    line('localDistrict', 'items', 'orientering', 10, localCouncil, councils),
    line('localCrime', 'items', 'droeftelse', 20, localCouncil),
    line('localSafety', 'items', 'beslutning', 20, localCouncil),
    line('localPolicies', 'items', 'droeftelse', 10, localCouncil),
    ...ending,
  ],
  // The source names the forum and nothing of what it does.
  'lokalraad-plus': [
    ...opening,
    line('round', 'items', 'orientering', 15),
    line('localCrime', 'items', 'droeftelse', 20),
    line('localSafety', 'items', 'beslutning', 20),
    ...ending,
  ],
  kredsraad: [
    ...opening,
    line('districtCrime', 'items', 'orientering', 20, councils),
    line('districtPolice', 'items', 'droeftelse', 20, districtCouncil, councils),
    line('districtGoals', 'items', 'beslutning', 20, districtCouncil),
    line('districtPlan', 'items', 'droeftelse', 10, districtCouncil),
    ...ending,
  ],
  'ssp-omraadegruppen': area,
  'ssp-gruppen': area,
  beredskabsnetvaerket: [
    ...opening,
    line('networkFunction', 'items', 'orientering', 10, network),
    line('networkData', 'items', 'orientering', 15, network),
    closed('networkConcerns', 'items', 'droeftelse', 30, network),
    line('networkSkills', 'items', 'droeftelse', 15, network),
    ...ending,
  ],
};

/** By municipality and id of the contact point, where its own plan says something else. */
export const ownTemplates: Record<string, TemplateLine[]> = {
  'kolding/koordinationsgruppen': [
    ...opening,
    line('coordGroups', 'items', 'orientering', 15, schedule),
    line('coordPlan', 'items', 'droeftelse', 30, schedule),
    line('coordItems', 'items', 'beslutning', 15, focus),
    ...ending,
  ],
  'kolding/lokalraad': [
    ...opening,
    line('localCoordination', 'items', 'droeftelse', 20, focus),
    line('localPlan', 'items', 'orientering', 15, schedule),
    line('localPriority', 'items', 'droeftelse', 20, kolding('Prioritering af forebyggelse')),
    ...ending,
  ],
};
