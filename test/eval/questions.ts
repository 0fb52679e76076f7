import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '../../src/contacts/answer.ts';
import { answerQuestion } from '../../src/contacts/answer-question.ts';
import type { Structure, Structures } from '../../src/structure/structure.ts';

/** A question and what a right answer to it is: any of `first` as the first contact, none where the list is empty. */
export interface Question {
  kommune: string;
  text: string;
  first: string[];
  kind?: Answer['kind'];
  privacyWarning?: boolean;
}

const folder = join(import.meta.dirname, 'questions');

/** The question sets by name: written from the sources by people who had not seen the code or its words. */
export function readQuestionSets(): Map<string, Question[]> {
  return new Map(
    readdirSync(folder)
      .sort()
      .map((file) => [file.replace('.jsonl', ''), readQuestions(join(folder, file))]),
  );
}

export function readQuestions(path: string): Question[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Question);
}

/** What is wrong with the product's answer to a question, if anything. */
export function faultOf(structures: Structures, question: Question): string | undefined {
  const structure = structures.get(question.kommune)!;
  const answer = answerQuestion(structure, question.text);
  if (!isRightFirst(question, titlesOf(answer))) {
    return `${answer.kind}: "${answer.first?.title ?? 'no contact'}" instead of ${question.first.join(' / ') || 'no contact'}`;
  }
  if (question.privacyWarning !== undefined && question.privacyWarning !== answer.privacyWarning) {
    return `privacyWarning ${answer.privacyWarning}`;
  }
  return undefined;
}

/** An initiative may be called by its own title or its owner's; a definition may or may not come with a door. */
function titlesOf(answer: Answer): string[] {
  const titles = [answer.first?.title, answer.initiative?.title].filter((t) => t !== undefined);
  return answer.kind === 'word' ? [] : titles;
}

export function isRightFirst({ first, kind }: Question, given: string[]): boolean {
  if (given.length === 0) return first.length === 0 || kind === 'word';
  return given.some((title) => first.includes(title));
}

export type Answerer = (structure: Structure, text: string) => string | undefined;
