import type { Token } from '../language/tokens.ts';
import type { AgeSpan, Signals } from '../structure/structure.ts';

const formWords = /^(kl|klasse|klasses|klassen|klassetrin|klasser|klassers|årgang|grade|graders|form)$|^klasse/;
const yearWords = /^(år|årig|årige|åring|års|aar|yo|year|years|yearold|yrs)$/;
// "8b", "8.b", "14årig", "14åriges", "15yearold"
const formAndGroup = /^(10|\d)\.?[a-e]$/;
const numberAndYears = /^(\d{1,2})(år|årig|årige|årigt|åriges|års|yearold|yo)$/;
const upperSecondary = /^[123]\.?[gi]$/;
const beVerbs = new Set(['er', 'is', 'bliver', 'fylder', 'fyldt', 'lige']);
const persons = new Set([
  'han',
  'hun',
  'he',
  'she',
  'eleven',
  'drengen',
  'pigen',
  'barnet',
  'sønnen',
  'datteren',
  'lige',
  'er',
]);
const youngPersons = new Set([
  'elev',
  'dreng',
  'pige',
  'ung',
  'student',
  'pupil',
  'boy',
  'girl',
  'teenager',
  'knægt',
  'studerende',
]);
const firstUpperSecondaryAge = 16;
const firstSchoolAge = 6;

/** Typical age of a pupil in this form: 0th is 6, 8th is 14. */
function ageInForm(form: number): AgeSpan {
  return [form + firstSchoolAge, form + firstSchoolAge];
}

/** The age that a question states in figures or words ("8. klasse", "19-årig", "på 14", "1.g"), if it does. */
export function statedAge(
  tokens: Token[],
  { numbers, ordinals }: Pick<Signals, 'numbers' | 'ordinals'>,
): AgeSpan | undefined {
  for (const [i, { word }] of tokens.entries()) {
    const next = tokens[i + 1]?.word ?? '';
    const before = tokens[i - 1]?.word ?? '';
    const glued = numberAndYears.exec(word);
    if (glued) return within(Number(glued[1]));
    if (formAndGroup.test(word)) return ageInForm(Number.parseInt(word, 10));
    if (upperSecondary.test(word)) {
      const age = firstUpperSecondaryAge + Number.parseInt(word, 10);
      return [age, age];
    }
    const number = /^\d{1,2}$/.test(word) ? Number(word) : undefined;
    if (
      number !== undefined &&
      number <= 10 &&
      (formWords.test(next) || before === 'grade' || before === 'klassetrin')
    ) {
      return ageInForm(number);
    }
    const ordinal = /^(\d{1,2})(st|nd|rd|th)$/.exec(word);
    if (ordinal && formWords.test(next)) return ageInForm(Number(ordinal[1]));
    if (ordinals[word] !== undefined && formWords.test(next)) return ageInForm(ordinals[word]);
    const years = number ?? numbers[word] ?? spelledWithYears(word, numbers);
    if (years === undefined) continue;
    if (number !== undefined && before === 'over' && years >= 12 && years <= 20) return [years, years + 7];
    const aged = yearWords.test(next) || (spelledWithYears(word, numbers) !== undefined && numbers[word] === undefined);
    const placed =
      before === 'på' && years >= 6 && years <= 30 && !/^(minut|time|dag|uge|måned|stk|sted|skole)/.test(next);
    const beforeThat = tokens[i - 2]?.word ?? '';
    const only = (beVerbs.has(before) && persons.has(beforeThat) && years >= 6 && years <= 29) || before === 'aged';
    const besides = youngPersons.has(before) && number !== undefined && years >= 6 && years <= 29;
    if (aged || placed || only || besides) return within(years);
  }
  return undefined;
}

/** "syttenårig" as one word. */
function spelledWithYears(word: string, numbers: Record<string, number>): number | undefined {
  const match = /^(.+?)årig/.exec(word);
  return match ? numbers[match[1]!] : undefined;
}

function within(age: number): AgeSpan | undefined {
  return age >= 1 && age <= 99 ? [age, age] : undefined;
}

export function overlap(a: AgeSpan, b: AgeSpan): boolean {
  return a[0] <= b[1] && b[0] <= a[1];
}
