import { agendaTalkDa } from './agenda-talk-da.ts';
import { beredskabDa } from './beredskab-da.ts';
import { rosterDa } from './roster-da.ts';
import { sparringDa } from './sparring-da.ts';

/** Danish: the master of all sentences. */
export const da = {
  ...rosterDa,
  ...sparringDa,
  ...beredskabDa,
  ...agendaTalkDa,
  botName: 'SSP-bot',

  contactFirst: 'Kontakt først',
  emergencyLine: 'Akut fare: ring 112',
  others: 'Andre, du kan trække på',
  remember: 'Husk',
  reviewed: (date: string) => `Lovtekst senest gennemgået ${date}`,
  source: 'Kilde',
  toBeConfirmed: 'Vores læsning af kilden: bekræftes af kommunen.',
  noPersonYet: 'Kommunen har endnu ikke lagt navn og nummer ind. Spørg din leder, hvem det er hos jer.',
  concern: 'Det handler om',
  level: 'Niveau',
  age: 'Alder',
  ageSpan: (from: number, to: number) => (from === to ? `${from} år` : `${from}-${to} år`),
  area: 'Område',
  visits: 'Hvor tit',
  step: 'Indsatstrappen',
  ruleOfTheHouse: 'Husets regel',
  call: 'Ring op',
  callNumber: (number: string) => `Ring op ${number}`,
  chat: 'Skriv i Teams',
  mail: 'Send mail',
  openPage: 'Åbn kontaktsiden (uden for Teams)',

  acuteTitle: 'Ring 112',
  acuteLead: 'Ring nu. Bliv hos den, der er i fare, hvis det er sikkert.',
  acuteLimits: 'Botten slår ikke alarm, og ingen læser med her.',
  acuteThen: 'Når faren er væk',
  call112: 'Ring 112',
  policeLead: 'Når politiet skal kontaktes, og det ikke haster',
  policeDoes: 'Politiet på 114. Sker der noget lige nu: ring 112.',
  call114: 'Ring 114',

  clarifyAge: 'Hvor gammel er den unge?',
  clarifyPlace: 'Hvilket område gælder det?',
  clarifyMeanwhile: (title: string) => `Er du i tvivl, så start hos ${title}.`,
  years: (span: string) => `${span} år`,

  body: 'Organ',
  chair: 'Formand',
  rhythm: 'Mødes',
  members: 'Medlemmer',
  tasks: 'Opgaver',
  notInSource: 'Står ikke i kilden',

  initiative: 'Indsats i handleplanen',
  owner: 'Forankret hos',
  money: 'Økonomi',
  period: 'Periode',
  evaluation: 'Evaluering',
  status: 'Status',
  statusActive: 'I gang',
  statusPaused: 'Sat i bero',
  statusEnded: 'Afsluttet',

  word: 'Det betyder',
  law: 'Lov',

  privacy:
    'Din besked indeholder et CPR-nummer eller et navn på et barn. Jeg har ikke gemt noget. Slet beskeden i chatten, og skriv uden personoplysninger.',

  welcomeTitle: (kommune: string) => `Hej, jeg er SSP-bot for ${kommune}`,
  welcomeText: 'Spørg, hvem du skal kontakte om en bekymring. Jeg svarer ud fra kommunens SSP-struktur.',
  channelWelcome: (name: string) =>
    `Tak, ${name}, for at tilføje mig. Nævn mig med @ og et spørgsmål, så svarer jeg her i tråden med den rette SSP-kontakt.`,
  channelWelcomeNobody: 'Hej. Nævn mig med @ og et spørgsmål, så svarer jeg her i tråden med den rette SSP-kontakt.',
  helpTitle: 'Det kan jeg hjælpe med',
  helpText: 'Skriv dit spørgsmål, som du ville sige det til en kollega, eller tryk på et eksempel.',
  greetingTitle: 'Hej! Hvad kan jeg hjælpe med?',
  thanksTitle: 'Selv tak',
  thanksText: 'Skriv igen, når der er brug for det.',
  noneTitle: 'Det kan jeg ikke svare på',
  noneText: 'Jeg kan kun vise vej i SSP. Sådan kan du spørge:',
  helpLines: [
    'Hvem skal jeg kontakte? Beskriv kort, hvad du er bekymret for, og gerne alder eller klasse',
    '**struktur**: kontakter og organer i kommunens SSP',
    '**handleplan**: indsatserne i handleplanen',
    '**bed om sparring**: få råd af en kollega; **min sparring** viser dine',
    '**indkald beredskab**: hvem, hvor og hvornår i samme linje; **mine beredskaber** viser dem i gang (koordinatorer)',
    '**ny dagsorden**: organ og tid i samme linje; **mine dagsordener** viser dine; **dagsordener** i en kanal viser kanalens',
    '**statistik** og **kontaktliste**: for dem, der har rollen',
    '**vis mine data** og **slet mine data**',
    '**hjælp**: denne oversigt',
  ] as readonly string[],
  limits: 'Skriv ikke navne, CPR-numre eller oplysninger om børn. Jeg slår ikke alarm: ved akut fare, ring 112.',
  examples: [
    'Hvem kontakter jeg, når en elev ryger hash?',
    'Hvem hjælper ved bekymrende fravær?',
    'Konflikt mellem to grupper af unge',
    'Hvordan laver jeg en underretning?',
  ] as readonly string[],

  structureTitle: (kommune: string) => `SSP i ${kommune}`,
  preventionLevels: 'SSP på forebyggelsestrekantens niveauer',
  noInitiatives: 'Kilden beskriver ingen indsatser med ejer og økonomi.',
  levels: {
    kredsraad: 'Politikredsen',
    lokalraad: 'Lokalråd',
    strategisk: 'Strategisk niveau',
    koordinerende: 'Koordinerende niveau',
    udfoerende: 'Udførende niveau',
  } as Readonly<Record<'kredsraad' | 'lokalraad' | 'strategisk' | 'koordinerende' | 'udfoerende', string>>,

  oldPress: 'Kortet er for gammelt. Stil spørgsmålet igen, så får du et nyt svar.',
  somethingWrong: 'Det gik ikke, som det skulle. Prøv igen om lidt. Ved akut fare: ring 112.',
} as const;

type Widened<T> = T extends string
  ? string
  : T extends (...words: never[]) => string | number
    ? T
    : { readonly [Key in keyof T]: Widened<T[Key]> };

/** Every sentence of the product; the compiler holds the English file to the Danish one. */
export type Texts = Widened<typeof da>;
