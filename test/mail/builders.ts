import type { CalendarFile, Mail } from '../../src/ports.ts';

export const aMail = (more: Partial<Mail> = {}): Mail => ({
  id: 'kald-7.1',
  to: { name: 'Åse Sørensen', address: 'aase@politi.example' },
  subject: 'Indkaldelse: møde på Søndre Skole i dag kl. 14',
  text: 'Kære Åse\n\nDu indkaldes til møde. Svar her: https://bot.example/svar/1',
  html: '<p>Kære Åse</p><p>Du indkaldes til møde. <a href="https://bot.example/svar/1">Svar</a></p>',
  ...more,
});

export const aMeeting = (more: Partial<CalendarFile> = {}): CalendarFile => ({
  method: 'REQUEST',
  uid: 'kald-7@bot.example',
  sequence: 0,
  start: new Date('2026-11-30T13:00:00Z'),
  end: new Date('2026-11-30T13:30:00Z'),
  title: 'Beredskabsmøde; kort, i dag',
  description: 'Første linje, med komma; og semikolon\nAnden linje med \\ og æøå',
  place: 'Søndre Skole, lokale 3',
  ...more,
});
