import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../eval');
const wanted = 48;

/** A few dozen contact questions to the municipality of local mode: from the question sets, spread over all of them. */
export function readQuestions(): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.jsonl'));
  const all = files.sort().flatMap((file) => questionsIn(join(folder, file)));
  const step = Math.max(all.length / wanted, 1);
  const spread = all.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
  return spread.length > 0 ? spread : ownQuestions;
}

function questionsIn(path: string): string[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  const questions = lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line));
  return questions.filter((q) => q.kommune === 'vordingborg' && q.first?.length > 0).map((q) => String(q.text));
}

const ownQuestions = [
  'Hvem skal jeg kontakte om en elev der ryger hash?',
  '7. klasses drengene vaper på toilettet og en af dem sælger',
  'Jeg tror at en af mine elever er ved at blive radikaliseret',
  'hun er udsat for social kontrol hjemme',
  'Konflikt mellem to grupper af unge, der spreder sig til skolen',
  'bekymrende fravaer i 6. klasse',
  'haervaerk paa skolen igen i weekenden',
  'en dreng i 8.b har taget et blottende billede af en pige og delt det',
  'mobning i 4. klasse',
  'My student is being bullied, who can help?',
  'Vi vil gerne have et oplæg om digitale krænkelser i 8. klasse',
  'utryghed omkring stationen på grund af en gruppe unge der drikker',
  'Hvordan laver jeg en underretning?',
  'Hvem sidder med i styregruppen for SSP?',
  'hvor tit mødes forebyggelsesnetværket',
  'en 19-årig vil gerne ud af bandemiljøet',
  'butikstyveri, to piger fra 7. klasse, første gang',
  'en ung har brug for et fritidsjob',
  'forældrene drikker og barnet kommer sulten i skole',
  'han skylder penge væk til nogen der er ældre og tør ikke gå hjem alene',
  'elev med angst som ikke kommer i skole',
  'Jeg har fundet en pose med piller i omklædningsrummet. De andre siger at det er tramadol og at de koster 20 kr. ' +
    'stykket. Jeg ved ikke, om det er hans egne, eller om han har dem med for en anden. Hvem kan jeg vende det med?',
  'En pige i 9. klasse er holdt op med at se sine venner, går i nyt tøj hver dag og bliver hentet i bil af en voksen ' +
    'mand, som ingen af os kender. Hun siger selv, at det er hendes kæreste. Hvem tager jeg fat i først?',
  'Der er slagsmål i gang nu og en ligger på jorden og bløder',
];
