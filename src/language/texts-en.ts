import { agendaTalkEn } from './agenda-talk-en.ts';
import { beredskabEn } from './beredskab-en.ts';
import { rosterEn } from './roster-en.ts';
import { sparringEn } from './sparring-en.ts';
import type { Texts } from './texts-da.ts';

/** English. Titles of contacts stay Danish: they are the names that people know. */
export const en: Texts = {
  ...rosterEn,
  ...sparringEn,
  ...beredskabEn,
  ...agendaTalkEn,
  botName: 'SSP-bot',

  contactFirst: 'Contact first',
  emergencyLine: 'Immediate danger: call 112',
  others: 'Others you can draw on',
  remember: 'Remember',
  reviewed: (date) => `Legal text last reviewed ${date}`,
  source: 'Source',
  toBeConfirmed: 'Our reading of the source: to be confirmed by the municipality.',
  noPersonYet: 'The municipality has not entered a name and number yet. Ask your manager who it is with you.',
  concern: 'It is about',
  level: 'Level',
  age: 'Age',
  ageSpan: (from, to) => (from === to ? `${from} years` : `${from}-${to} years`),
  area: 'Area',
  visits: 'How often',
  step: 'Step',
  ruleOfTheHouse: 'Rule of the house',
  call: 'Call',
  callNumber: (number) => `Call ${number}`,
  chat: 'Chat in Teams',
  mail: 'Send mail',
  openPage: 'Open the contact page (outside Teams)',

  acuteTitle: 'Ring 112',
  acuteLead: 'Call 112 now. Stay with the person in danger if it is safe.',
  acuteLimits: 'The bot raises no alarm, and nobody reads along here.',
  acuteThen: 'When the danger is over',
  call112: 'Call 112',
  policeLead: 'When the police are needed and it is not urgent',
  policeDoes: 'The police on 114. Is something happening right now: call 112.',
  call114: 'Call 114',

  clarifyAge: 'How old is the young person?',
  clarifyPlace: 'Which area is it about?',
  clarifyMeanwhile: (title) => `If in doubt, start with ${title}.`,
  years: (span) => `${span} years`,

  body: 'Body',
  chair: 'Chair',
  rhythm: 'Meets',
  members: 'Members',
  tasks: 'Tasks',
  notInSource: 'Not stated in the source',

  initiative: 'Initiative of the action plan',
  owner: 'Anchored with',
  money: 'Money',
  period: 'Period',
  evaluation: 'Evaluation',
  status: 'Status',
  statusActive: 'Running',
  statusPaused: 'Paused',
  statusEnded: 'Ended',

  word: 'What it means',
  law: 'Law',

  privacy:
    'Your message holds a CPR number or the name of a child. I have stored nothing. Delete the message from the chat and write without personal data.',

  welcomeTitle: (kommune) => `Hi, I am SSP-bot for ${kommune}`,
  welcomeText: 'Ask whom to contact about a concern. I answer from the municipality’s SSP structure.',
  channelWelcome: (name) =>
    `Thank you, ${name}, for adding me. Mention me with @ and a question, and I answer here in the thread with the right SSP contact.`,
  channelWelcomeNobody:
    'Hi. Mention me with @ and a question, and I answer here in the thread with the right SSP contact.',
  helpTitle: 'This is what I can help with',
  helpText: 'Write your question as you would put it to a colleague, or press an example.',
  greetingTitle: 'Hi! What can I help with?',
  thanksTitle: 'You are welcome',
  thanksText: 'Write again whenever you need to.',
  noneTitle: 'I cannot answer that',
  noneText: 'I can only show the way in SSP. You can ask like this:',
  helpLines: [
    'Whom do I contact? Say briefly what worries you, and the age or form if you can',
    '**structure**: contacts and bodies of the municipality’s SSP',
    '**action plan**: the initiatives of the plan',
    '**ask for advice**: get advice from a colleague; **my advice** shows yours',
    '**convene** a beredskab: who, where and when in the same line; **my beredskaber** shows those running (co-ordinators)',
    '**new agenda**: body and time in the same line; **my agendas** shows yours; **agendas** in a channel shows those of the channel',
    '**statistics** and **contact list**: for those who have the role',
    '**show my data** and **delete my data**',
    '**help**: this overview',
  ],
  limits: 'Do not write names, CPR numbers or anything about a child. I raise no alarm: in immediate danger call 112.',
  examples: [
    'Whom do I contact about cannabis?',
    'Who helps with worrying absence from school?',
    'Conflict between two groups of young people',
    'How do I make a statutory report of concern?',
  ],

  structureTitle: (kommune) => `SSP in ${kommune}`,
  preventionLevels: 'SSP at the levels of the prevention triangle',
  noInitiatives: 'The source describes no initiatives with owner and money.',
  levels: {
    kredsraad: 'Police district',
    lokalraad: 'Local council',
    strategisk: 'Strategic level',
    koordinerende: 'Co-ordinating level',
    udfoerende: 'Executing level',
  },

  oldPress: 'This card is too old. Ask again and you get a new answer.',
  somethingWrong: 'That did not work as it should. Try again in a moment. In immediate danger call 112.',
};
