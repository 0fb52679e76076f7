import { type Choice, type FormInput, formCard } from '../form-card.ts';
import { textsIn } from '../language/texts.ts';
import { noticeCard, type Press } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import type { Language, Structure } from '../structure/structure.ts';
import type { Beredskab } from './beredskab.ts';
import type { Series } from './series.ts';
import { seriesLine } from './series-card.ts';
import { countOf } from './standing.ts';
import type { StatusDeps } from './status-card.ts';
import { type ManagePress, purposes, type SeriesPress, beredskabVerbs as verbs } from './verbs.ts';
import { exerciseMark, kindTitle, whenText } from './wording.ts';

export interface Mine {
  running: Beredskab[];
  /** Whose co-ordinator may not convene any more, or is gone. */
  orphans: Beredskab[];
  series: Series[];
}

const mostChoices = 40;
const mostLines = 12;

/** What is running, and which of it to go on with: one card, however much there is. */
export function mineCard(
  { structure, signer }: Pick<StatusDeps, 'structure' | 'signer'>,
  kommune: string,
  mine: Mine,
  language: Language,
): CardMessage {
  const { running, orphans, series } = mine;
  const texts = textsIn(language);
  const beredskaber = [...running, ...orphans].slice(0, mostChoices).map((b) => ({
    title: `${b.reference} ${whatOf(structure, b, language)}`,
    value: b.id,
  }));
  const ofSeries = series.slice(0, mostChoices).map((s) => ({
    title: seriesLine(structure, s, language),
    value: `${s.id}/${s.next}`,
  }));
  if (beredskaber.length + ofSeries.length === 0)
    return noticeCard({ title: texts.mineTitle, text: texts.mineNone }, language);
  const show = signer.sign(purposes.manage, { kommune } satisfies ManagePress);
  const press = signer.sign(purposes.series, { kommune } satisfies SeriesPress);
  const shows: Press[] = [{ title: texts.mineShowOne, verb: verbs.show, press: show }];
  const goesOn: Press[] = [
    { title: texts.seriesSkipOne, verb: verbs.skip, press },
    { title: texts.seriesEnd, verb: verbs.endSeries, press },
  ];
  return formCard(
    {
      title: texts.mineTitle,
      lead: leadOf(structure, mine, language),
      inputs: [
        ...choiceOf('which', texts.mineWhich, beredskaber),
        ...choiceOf('series', texts.mineWhichSeries, ofSeries),
      ],
      sends: [...(beredskaber.length > 0 ? shows : []), ...(ofSeries.length > 0 ? goesOn : [])],
      dialog: false,
    },
    language,
  );
}

function choiceOf(id: string, label: string, choices: Choice[]): FormInput[] {
  const [first] = choices;
  return first ? [{ kind: 'choice', id, label, value: first.value, choices }] : [];
}

function whatOf(structure: Structure, b: Beredskab, language: Language): string {
  return `${exerciseMark(b, language)}${kindTitle(structure, b)}, ${whenText(b, language)}`;
}

/** Lists below one another, each with its heading, as Markdown. */
function leadOf(structure: Structure, { running, orphans, series }: Mine, language: Language): string {
  const texts = textsIn(language);
  const line = (b: Beredskab) => {
    const { coming, places } = countOf(b);
    return `**${b.reference}** ${whatOf(structure, b, language)}: ${texts.statusCount(coming, places)}`;
  };
  const part = (heading: string, lines: string[]) => {
    if (lines.length === 0) return [];
    const more = lines.length > mostLines ? [texts.mineMore(lines.length - mostLines)] : [];
    return [...(heading ? [`**${heading}**`] : []), ...lines.slice(0, mostLines), ...more];
  };
  return [
    ...part('', running.map(line)),
    ...part(
      texts.seriesTitle,
      series.map((s) => seriesLine(structure, s, language)),
    ),
    ...part(texts.mineOther, orphans.map(line)),
  ].join('\n\n');
}
