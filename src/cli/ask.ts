import { parseArgs } from 'node:util';
import { type Answer, isContactPoint } from '../contacts/answer.ts';
import { answerQuestion } from '../contacts/answer-question.ts';
import { sourceLine } from '../contacts/contact-cards.ts';
import { messageOf } from '../errors.ts';
import { type Texts, textsIn } from '../language/texts.ts';
import { loadStructures } from '../structure/load-structures.ts';
import type { Structure } from '../structure/structure.ts';

const usage = 'npm run -s ask -- [--kommune KOMMUNE] [--json] [--explain] "question"';

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { kommune: { type: 'string' }, json: { type: 'boolean' }, explain: { type: 'boolean' } },
  });
  const structures = loadStructures(process.env.SSP_STRUCTURE_DIR || undefined);
  const kommune = values.kommune ?? process.env.SSP_KOMMUNE ?? 'vordingborg';
  const structure = structures.get(kommune);
  if (!structure) throw new Error(`--kommune: one of ${[...structures.keys()].join(', ')}, not "${kommune}"`);
  if (positionals.length === 0) throw new Error(usage);
  const answer = answerQuestion(structure, positionals.join(' '));
  const lines = values.json ? [JSON.stringify(asJson(answer))] : asText(structure, answer);
  if (values.explain)
    (values.json ? process.stderr : process.stdout).write(
      `${answer
        .why()
        .map((w) => `  ${w}`)
        .join('\n')}\n`,
    );
  process.stdout.write(`${lines.join('\n')}\n`);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exit(1);
}

function short({ id, title }: { id: string; title: string }) {
  return { id, title };
}

/** The answer as programs read it: the shape of the contract. */
function asJson(answer: Answer) {
  const { kommune, kind, first, others, concerns, level, age, area, privacyWarning, sources } = answer;
  return {
    kommune,
    kind,
    first: first ? short(first) : null,
    others: others.map(short),
    concern: concerns[0] ?? null,
    level: level ?? null,
    age: age ? Math.round((age[0] + age[1]) / 2) : null,
    area: area ?? null,
    privacyWarning,
    sources: sources.map(({ document, section }) => ({ document, section })),
  };
}

function asText(structure: Structure, answer: Answer): string[] {
  const texts = textsIn(answer.language);
  const { first, word, others } = answer;
  const does = first && isContactPoint(first) ? `: ${first.does[answer.language]}` : '';
  const question = answer.clarify?.about === 'age' ? texts.clarifyAge : texts.clarifyPlace;
  return [
    ...(answer.privacyWarning ? [texts.privacy] : []),
    ...(first ? [`${first.title}${does}`] : []),
    ...(word && !first ? [`${word.title}: ${word.text[answer.language]}`] : []),
    ...initiativeLines(answer, texts),
    ...(answer.clarify ? [`${question} ${answer.clarify.choices.map((c) => c.label).join(' / ')}`] : []),
    ...bodyLines(answer, texts),
    ...(answer.kind === 'none' ? [`${texts.noneTitle}. ${texts.noneText}`, ...texts.helpLines] : []),
    ...(others.length > 0 ? [`${texts.others}: ${others.map((o) => o.title).join(', ')}`] : []),
    ...answer.remember.map((n) => `${texts.remember}: ${n.text[answer.language]}`),
    ...(answer.remember.length > 0 ? [texts.reviewed(structure.shared.reviewed)] : []),
    ...(answer.basis === 'reading' ? [texts.toBeConfirmed] : []),
    ...(answer.sources.length > 0 ? [sourceLine(structure, answer.sources, texts)] : []),
  ];
}

function initiativeLines({ initiative, language }: Answer, texts: Texts): string[] {
  if (!initiative) return [];
  return [
    `${initiative.title}: ${initiative.does[language]}`,
    ...(initiative.money ? [`${texts.money}: ${initiative.money[language]}`] : []),
    ...(initiative.period ? [`${texts.period}: ${initiative.period}`] : []),
    ...(initiative.evaluation ? [`${texts.evaluation}: ${initiative.evaluation.text[language]}`] : []),
  ];
}

function bodyLines({ body, language }: Answer, texts: Texts): string[] {
  if (!body) return [];
  return [
    `${texts.chair}: ${body.chair ?? texts.notInSource}`,
    `${texts.rhythm}: ${body.rhythm?.text[language] ?? texts.notInSource}`,
    ...body.members.map((m) => `- ${m}`),
  ];
}
